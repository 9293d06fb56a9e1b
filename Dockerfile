# Handvat as one static binary on an empty image.
#
#   docker build -t handvat .
#   docker run --rm --network host -v handvat-data:/data handvat
#
# Without sign-in it serves this machine only, hence the host's network; see
# deploy/compose.yaml for running it behind sign-in.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /handvat ./cmd/handvat && mkdir /data && chown 65532:65532 /data

FROM scratch
COPY --from=build /handvat /handvat
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
COPY --from=build --chown=65532:65532 /data /data
ENV ZONEINFO=/zoneinfo.zip HANDVAT_DATA=/data TMPDIR=/data
USER 65532:65532
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/handvat"]
CMD ["serve"]
