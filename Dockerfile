# syntax=docker/dockerfile:1
#
# A static binary in an empty image:
#
#   docker build -t concur-emulator .
#   docker run --rm -p 127.0.0.1:7400:7400 concur-emulator

FROM rust:1.95-bookworm AS build
# Set by BuildKit to the platform that the image is for; the compiler below runs on that platform.
ARG TARGETARCH
# A C library of its own inside the binary: nothing has to be in the image beside it. Naming the target keeps the flag from
# build scripts and macros, which cannot be built with it. The binary stays where it is linked to: addresses then need no table
# that is corrected, page by page, at every start.
ENV RUSTFLAGS="-C target-feature=+crt-static -C relocation-model=static"
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    set -eu; \
    case "$TARGETARCH" in \
        amd64) target=x86_64-unknown-linux-gnu ;; \
        arm64) target=aarch64-unknown-linux-gnu ;; \
        *) echo "no target is known for the architecture '$TARGETARCH'" >&2; exit 1 ;; \
    esac; \
    cargo build --locked --release --bin concur-emulator --target "$target"; \
    cp "target/$target/release/concur-emulator" /concur-emulator

FROM scratch
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="concur-emulator" \
      org.opencontainers.image.description="A local server that stands in for the SAP Concur Expense APIs, webhooks included" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=build /concur-emulator /concur-emulator
COPY LICENSE /LICENSE
# Nobody in particular: the image has no users.
USER 65532:65532
# Inside a container loopback is the container itself. Publish the port on the host's loopback, as above.
ENV CONCUR_EMULATOR_HOST=0.0.0.0
EXPOSE 7400
HEALTHCHECK --interval=10s --timeout=5s --start-period=2s --start-interval=200ms --retries=3 \
    CMD ["/concur-emulator", "healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/concur-emulator"]
