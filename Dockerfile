# One image for all containers of ours: the command says which service, and whether web, pump or migrate.

FROM node:24-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY deploy/fetch-assets deploy/
RUN deploy/fetch-assets

# the Python the tests run on
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /venv
COPY requirements/base.txt /tmp/
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1
# the folder's owner becomes the owner of the volume that is mounted there
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin app \
    && install -d -o app -g app /documents
WORKDIR /app
COPY --from=packages /venv /venv
COPY LICENSE THIRD-PARTY-NOTICES.md ./
COPY contracts contracts
COPY shared shared
COPY services services
COPY deploy deploy
COPY --from=assets /app/shared/web/static/vendor shared/web/static/vendor
# the file system is read-only later: compile now, or every start compiles again
RUN python -m compileall -q contracts shared services deploy
USER 10001:10001
ENTRYPOINT ["python", "-m", "services"]
CMD ["--help"]
