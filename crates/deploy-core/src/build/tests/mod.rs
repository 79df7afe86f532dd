mod with_docker;
