# The image of every role. Bases are pinned here; to pin them by digest, or to take your own:
#   docker build --build-arg RUN_IMAGE=eclipse-temurin:17-jre@sha256:… -t odia-stream .
ARG BUILD_IMAGE=maven:3.9.11-eclipse-temurin-17
ARG RUN_IMAGE=eclipse-temurin:17.0.16_8-jre-noble

# All but the program. `--target run` ends here; src/test/docker/build-images.sh puts jars on it that are built already.
FROM ${RUN_IMAGE} AS run
# What is made here bears a fixed time, as the jar does (project.build.outputTimestamp).
ARG SOURCE_DATE_EPOCH=1767225600
RUN echo 'odia:x:10001:10001::/var/lib/odia:/usr/sbin/nologin' >>/etc/passwd \
 && echo 'odia:x:10001:' >>/etc/group \
 && mkdir -p /var/lib/odia /opt/odia \
 && chown 10001:10001 /var/lib/odia \
 && touch -d "@$SOURCE_DATE_EPOCH" /var/lib/odia /opt/odia /etc/passwd /etc/group /var/lib /opt /etc
# The home folder keeps the natives that JavaCPP unpacks, so a restart need not unpack them again.
ENV HOME=/var/lib/odia \
    LC_ALL=C.UTF-8 \
    ODIA_DATA_DIR=/var/lib/odia/data \
    ODIA_STATE_DIR=/var/lib/odia/streams \
    ODIA_LEARNER_DIR=/var/lib/odia/learner \
    ODIA_STATUS_ADDRESS=0.0.0.0:9100
WORKDIR /opt/odia
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
# Where the role says that it is ready. Commands that end by themselves have no such address.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/odia/healthcheck"]
# The launcher ends in exec, so the JVM is process 1 and gets the signals: SIGTERM commits and stops.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/odia/odia"]
CMD ["classifier"]

FROM ${BUILD_IMAGE} AS build
ARG SOURCE_DATE_EPOCH=1767225600
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY topics topics
COPY src/corpus src/corpus
COPY src/main src/main
COPY odia LICENSE NOTICE ./
RUN mvn -q -B -Dmaven.test.skip=true package && src/main/docker/assemble /image

FROM run
COPY --from=build /image/lib/ /
COPY --from=build /image/program/ /
