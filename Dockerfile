# ita-extract in a container: no rights, no network needed, scans included.
#   docker build -t ita-extract .
#   docker run --rm --network none -v "$PWD/reports:/reports:ro" -v "$PWD/audit:/audit" ita-extract run /reports --output /audit
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
# further extras: --build-arg EXTRAS=ocr,postgres,s3,dask
ARG EXTRAS=ocr,postgres
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY ita_extract ita_extract
RUN python -m venv /opt/ita-extract \
 && /opt/ita-extract/bin/python -m pip install --no-cache-dir -c constraints.txt ".[${EXTRAS}]"

FROM python:${PYTHON}-slim
LABEL org.opencontainers.image.title="ita-extract" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/ita-extract /opt/ita-extract
# A number, so that Kubernetes can tell that it is not root. Folders that are written to must be this user's, or say --user.
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin reader
USER 10001:10001
ENV PATH="/opt/ita-extract/bin:$PATH" \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /tmp
ENTRYPOINT ["ita-extract"]
CMD ["--help"]
