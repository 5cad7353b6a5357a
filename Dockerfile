# Rolecall in a container: `rolecall serve` unless another command is given. docs/deploying.md says how to run it.
# With --build-arg MCP=on it has what answers other assistants, too.
FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.txt requirements-mcp.txt ./
ARG MCP=off
RUN python -m venv /srv/rolecall \
    && /srv/rolecall/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt \
    && if [ "$MCP" != off ]; then /srv/rolecall/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-mcp.txt; fi
COPY pyproject.toml README.md LICENSE manifest.yml ./
COPY knowledge ./knowledge
COPY bot ./bot
RUN /srv/rolecall/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps . \
    && /srv/rolecall/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin rolecall \
    && install --directory --owner rolecall --mode 0700 /data
COPY --from=build /srv/rolecall /srv/rolecall
ENV PATH=/srv/rolecall/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/data/cache \
    DATABASE_URL=sqlite:////data/rolecall.sqlite3 \
    HOST=0.0.0.0
USER rolecall
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '3000') + '/healthz', timeout=4)"]
CMD ["rolecall", "serve"]
