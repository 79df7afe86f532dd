# shellcheck shell=bash
# A Python with BuildKit's parser of Dockerfiles, in a virtual environment of its own.

# Sets DOCKERFILE_PARSER_PROGRAM.
provide_dockerfile_parser() {
    local venv
    provide_venv dockerfile-parser python
    export DOCKERFILE_PARSER_PROGRAM=$venv/bin/python
}
