# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY .mvn .mvn
COPY src src
# what Maven has fetched stays for the next build
RUN --mount=type=cache,target=/m2 mvn --batch-mode --no-transfer-progress -Dmaven.repo.local=/m2 -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --no-create-home weathervane && install -d -o 10001 -g 10001 /app/data
WORKDIR /app
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/weathervane.jar .
COPY routes routes
COPY models models
COPY es-ingest-pipelines es-ingest-pipelines
COPY es-index-templates es-index-templates
USER 10001
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "weathervane.jar"]
CMD ["--profile", "prod"]
