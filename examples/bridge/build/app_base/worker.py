"""The worker. Checks every 10 seconds whether it can reach the broker."""

import importlib
import os
import signal
import socket
import sys
import time

settings = importlib.import_module(os.environ["SETTINGS"])


def is_reachable(host, port):
    try:
        socket.create_connection((host, port), timeout=3).close()
    except OSError:
        return False
    return True


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
while True:
    print(f"worker {settings.TAG}: {settings.BROKER_HOST} is {'reachable' if is_reachable(settings.BROKER_HOST, 5672) else 'not reachable'}", flush=True)
    time.sleep(10)
