"""Settings of the application, from environment variables that the task definition sets."""

import os

TITLE = "bridge"
TAG = os.environ["APP_TAG"]
ENVIRONMENT = os.environ["ENVIRONMENT"]
BROKER_HOST = os.environ["BROKER_HOST"]
SECRET_KEY = os.environ["SECRET_KEY"]
