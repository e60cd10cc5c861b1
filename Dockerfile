# syntax=docker/dockerfile:1
# The gateway. Build it where the repository is: docker build --tag hooklatch-gateway .

FROM node:24-bookworm-slim AS build
WORKDIR /src
RUN npm install --global pnpm@12.21.0
COPY . .
RUN pnpm install --frozen-lockfile --filter hooklatch --filter "@hooklatch/cli..." --filter "@hooklatch/gateway..."
RUN node scripts/build.mjs cli gateway
# As they would be published: what a package does not publish is not in the image.
RUN pnpm --filter "@hooklatch/cli..." --filter "@hooklatch/gateway..." pack --pack-destination /packs

FROM node:24-bookworm-slim AS install
WORKDIR /app
COPY --from=build /packs /packs
RUN npm install --omit=dev --no-audit --no-fund --ignore-scripts /packs/*.tgz

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOOKLATCH_GATEWAY_HOST=0.0.0.0 \
    HOOKLATCH_GATEWAY_INGEST_HOST=0.0.0.0 \
    HOOKLATCH_GATEWAY_DATA=/data
WORKDIR /app
COPY --from=install /app ./
# A volume takes its first content, and its owner, from the image.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
# The dashboard and the API; the door for providers.
EXPOSE 4400 4401
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HOOKLATCH_GATEWAY_PORT || 4400}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process, so that it is told when it is to stop. The kernel does nothing by itself for signals of a first
# process: the command listens to SIGTERM and SIGINT, and starts no others that it would have to reap.
ENTRYPOINT ["node", "node_modules/@hooklatch/cli/dist/hooklatch.mjs", "gateway"]
CMD ["start"]
