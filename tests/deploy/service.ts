import { readFile, symlink, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  linkService,
  ROOT,
  readTemplate,
  runServerless,
  type Template,
} from '../../tools/local-stack/template.ts';
import { DUMMY_CREDENTIALS, STAND_IN_REGION } from './stand-in.ts';
import type { LeftOut } from './stand-in-gaps.mjs';

/** The project as a service that is deployed to the stand-in. */
export type StandInService = Readonly<{
  directory: string;
  deploy: (parameters: Readonly<Record<string, string>>) => Promise<Deployment>;
  remove: () => Promise<void>;
}>;

/** The parts of a deployment. */
export type Deployment = Readonly<{
  /** As it was sent to the stand-in. */
  template: Template;
  leftOut: readonly LeftOut[];
  /** Names of the secrets that the stand-in's CloudFormation cannot make. */
  secrets: readonly string[];
}>;

const Report = v.object({
  left: v.array(v.object({ type: v.string(), count: v.number(), reason: v.string() })),
  secrets: v.array(v.string()),
});

const PLUGINS = /^plugins:\n(?:[ ]+.*\n)+/m;

/**
 * Puts the project into a directory as `serverless` finds it, with one plugin more at the end of the list.
 *
 * @param stage of all its deployments
 */
export const standInService = async (
  directory: string,
  endpoint: string,
  stage: string,
): Promise<StandInService> => {
  await linkService(directory);
  const written = await readFile(join(directory, 'serverless.yml'), 'utf8');
  if (!PLUGINS.test(written)) throw new Error('serverless.yml has no list of plugins');
  await symlink(join(ROOT, 'tests'), join(directory, 'tests'), 'junction');
  await writeFile(
    join(directory, 'serverless.yml'),
    written.replace(PLUGINS, (list) => `${list}  - ./tests/deploy/stand-in-plugin.mjs\n`),
  );
  const run = (command: string, given: readonly string[]) =>
    runServerless(directory, [command, '--stage', stage, ...given], surroundings(endpoint));
  return {
    directory,
    async deploy(parameters) {
      await run(
        'deploy',
        Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`),
      );
      const { left, secrets } = v.parse(
        Report,
        JSON.parse(await readFile(join(directory, '.serverless', 'stand-in.json'), 'utf8')),
      );
      return { template: await readTemplate(directory), leftOut: left, secrets };
    },
    async remove() {
      await run('remove', []);
    },
  };
};

/** Without the person's own AWS settings and proxies: nothing here may ever reach a real account. */
const surroundings = (endpoint: string): Record<string, string | undefined> => ({
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(AWS_|SLS_(?!SCHEMA_CACHE)|NODE_USE_ENV_PROXY$|(ALL|HTTPS?)_PROXY$)/i.test(name))
      .map((name) => [name, undefined]),
  ),
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: STAND_IN_REGION,
  AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
});
