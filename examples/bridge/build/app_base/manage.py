"""One-off tasks: `python manage.py migrate`."""

import os
import sys

if sys.argv[1:] != ["migrate"]:
    sys.exit("usage: manage.py migrate")
print(f"migrated, with {len(os.environ['DATABASE_URL'])} characters of DATABASE_URL")
