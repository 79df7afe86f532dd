"""The web application. Listens on port 8000, behind nginx."""

import importlib
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

settings = importlib.import_module(os.environ["SETTINGS"])

PAGE = """<!doctype html>
<title>{title}</title>
<link rel="stylesheet" href="/static/style.css">
<h1>{title}</h1>
<p>This is {tag} in {environment}.</p>
"""


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/health/":
            return self.answer("text/plain", "ok\n")
        return self.answer("text/html", PAGE.format(title=settings.TITLE, tag=settings.TAG, environment=settings.ENVIRONMENT))

    def answer(self, kind, text):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("0.0.0.0", 8000), Pages).serve_forever()
