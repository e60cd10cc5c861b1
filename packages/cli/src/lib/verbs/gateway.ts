import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { fetchGateway } from '../gateway/fetch-gateway.ts';
import { findGateway, gatewayPackage, loadGateway } from '../gateway/find-gateway.ts';
import { stopWithNpm } from '../gateway/stop-with-npm.ts';
import type { DefineVerb } from '../verb.ts';

const oldestNode = 24;

export const define: DefineVerb = (command, io, run) => {
  command
    .argument('[args...]', 'what the gateway is told: start, apply, backup, restore, password')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action((args: readonly string[]) =>
      run(async () => {
        refuseOldNode();
        const world = stopWithNpm(io);
        const { runGateway } = await loadGateway(findGateway(io.cwd) ?? (await fetchGateway(world)));
        if (!runGateway) {
          throw new CliError('gateway_too_old', `The installed ${gatewayPackage} has no commands.`, {
            hint: `npm install ${gatewayPackage}@latest`,
            exitCode: exitCode.failed,
          });
        }
        return runGateway(args, world);
      }),
    );
};

function refuseOldNode(): void {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= oldestNode) return;
  throw new CliError('node_too_old', `The gateway needs Node ${oldestNode} or newer; this is ${node}.`, {
    hint: 'Install a newer Node, or run the gateway in its container.',
    exitCode: exitCode.failed,
  });
}
