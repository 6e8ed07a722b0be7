# syntax=docker/dockerfile:1
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-17
ARG RUN_IMAGE=eclipse-temurin:17-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
COPY topics topics
COPY src/corpus src/corpus
COPY src/main src/main
RUN mvn -q -B -DskipTests package

FROM ${RUN_IMAGE}
RUN useradd --system --uid 10001 --no-create-home odia && mkdir -p /var/lib/odia && chown odia /var/lib/odia
WORKDIR /opt/odia
COPY --from=build /build/target/lib target/lib
COPY --from=build /build/target/odia-stream.jar target/odia-stream.jar
COPY odia LICENSE NOTICE ./
USER odia
ENV ODIA_DATA_DIR=/var/lib/odia ODIA_STATE_DIR=/var/lib/odia/streams LC_ALL=C.UTF-8
# The launcher ends in exec, so the JVM is process 1 and gets the signals.
ENTRYPOINT ["/opt/odia/odia"]
CMD ["classifier"]
