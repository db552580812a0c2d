# The site as an image: `docker build --tag secure-login-kb .`, then compose.yaml or script/deploy/kubernetes/.
# It runs as nobody in particular, on a read-only file system: all that is written goes to /data and /tmp.

FROM python:3.13-slim-bookworm AS build
WORKDIR /site
COPY . .
# Catalogues, scripts in few files and static files with hashed names; Node is needed for that, and stays behind.
RUN LOCKED=yes script/build \
    && rm -rf .node static/node_modules \
    && find .venv -name __pycache__ -prune -exec rm -rf {} + \
    && .venv/bin/python -m compileall -q kb auth_demo script .venv/lib

FROM python:3.13-slim-bookworm
# pg_dump, for backups of PostgreSQL; version 15 or newer than the server's is what it takes.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client=15+* \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin site \
    && install --directory --owner=site --group=site --mode=0700 /data
COPY --from=build /site /site
WORKDIR /site
USER 10001:10001
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=8000 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
# A process that is alive and not ready is left alone: what is missing is the database, and a restart would not bring it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD [".venv/bin/python", "script/alive.py"]
CMD [".venv/bin/python", "script/start.py"]
