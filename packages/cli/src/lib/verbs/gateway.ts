import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { fetchGateway } from '../gateway/fetch-gateway.ts';
import { findGateway, gatewayPackage, loadGateway } from '../gateway/find-gateway.ts';
import { stopWithNpm } from '../gateway/stop-with-npm.ts';
import type { DefineVerb } from '../verb.ts';

export const define: DefineVerb = (command, io, run) => {
  command
    .argument('[args...]', 'what the gateway is told: start, apply, backup, restore, password')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action((args: readonly string[]) =>
      run(async () => {
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
