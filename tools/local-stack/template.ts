// The CloudFormation template as `serverless package` makes it, compiled once for each state of the files it is made from.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** In a service directory, see {@link packageIn}. */
export const TEMPLATE_FILE = join('.serverless', 'cloudformation-template-update-stack.json');
const SOURCES = [
  'serverless.yml',
  'functions/*/function.yml',
  'resources/*',
  'tools/serverless-plugin/**/*.{mjs,cjs}',
  'package-lock.json',
];

const Template = v.looseObject({
  Resources: v.record(
    v.string(),
    v.looseObject({
      Type: v.string(),
      Properties: v.optional(v.record(v.string(), v.unknown()), {}),
    }),
  ),
});
export type Template = v.InferOutput<typeof Template>;

let loaded: Promise<Template> | undefined;

/**
 * The template of the stage `local`, read once in a process. The first call after a change takes the framework's second or two; later ones read a
 * file under `.local/`. Safe to call from several processes at once.
 *
 * @throws {Error} with the framework's own words when the service cannot be packaged.
 */
export const loadTemplate = (): Promise<Template> => {
  loaded ??= load();
  return loaded;
};

const load = async (): Promise<Template> => {
  const directory = join(ROOT, '.local', 'template', await hashOfSources());
  if (!existsSync(join(directory, TEMPLATE_FILE))) await compileTo(directory);
  return readTemplate(directory);
};

/** The template that was packaged in a service directory, see {@link packageIn}. */
export const readTemplate = async (directory: string): Promise<Template> =>
  v.parse(Template, JSON.parse(await readFile(join(directory, TEMPLATE_FILE), 'utf8')));

const hashOfSources = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort()) {
    hash.update(file).update(await readFile(join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
};

/** Made beside and renamed, so that another process sees the whole template or none. */
const compileTo = async (directory: string): Promise<void> => {
  const unfinished = `${directory}-${randomUUID()}`;
  try {
    await packageIn(unfinished, 'local', { variables: { TEMPLATE_ONLY: '1' } });
    await rename(unfinished, directory);
  } catch (error) {
    // Another process was first; what it made is the same.
    if (!existsSync(join(directory, TEMPLATE_FILE))) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
};

export type PackageOptions = Readonly<{
  /** Of the framework's environment, beside those of this process. */
  variables?: Readonly<Record<string, string | undefined>>;
  /** Of the deployment, as they are given with `--param`. */
  parameters?: Readonly<Record<string, string>>;
  /** The text of deployment.yml. The project's own is not read: what is packaged here is the same for everybody. */
  deployment?: string;
  /** More arguments of the framework. */
  args?: readonly string[];
  /** Carries out the framework's command; by default {@link runServerless}. */
  run?: typeof runServerless;
}>;

/**
 * Packages the service in a directory of its own: the framework empties `.serverless` of its directory when it starts, and
 * two at once, or one after a person's `npm run package`, would take each other's files away.
 *
 * @returns all the framework said
 * @throws {Error} with the same when it fails
 */
export const packageIn = async (
  directory: string,
  stage: string,
  { variables = {}, parameters = {}, deployment, args = [], run = runServerless }: PackageOptions = {},
): Promise<string> => {
  await linkService(directory);
  if (deployment !== undefined) await writeFile(join(directory, 'deployment.yml'), deployment);
  const given = Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`);
  return run(directory, ['package', '--stage', stage, ...given, ...args], {
    PRIVATENUMBER_IGNORE_DEPLOYMENT_FILE: undefined,
    ...variables,
  });
};

/** Makes a service directory of the framework out of this project's files, without the deployment's own `deployment.yml`. */
export const linkService = async (directory: string): Promise<void> => {
  await mkdir(directory, { recursive: true });
  for (const linked of ['functions', 'shared', 'resources', 'tools', 'node_modules']) {
    await symlink(join(ROOT, linked), join(directory, linked), 'junction');
  }
  await copyFile(join(ROOT, 'serverless.yml'), join(directory, 'serverless.yml'));
  await copyFile(join(ROOT, 'package.json'), join(directory, 'package.json'));
};

/**
 * Runs the framework's command as a person does.
 *
 * @param directory of the service
 * @param variables of its environment beside those of this process; `undefined` takes one out
 * @throws {Error} with all the framework said when it fails
 */
export const runServerless = (
  directory: string,
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const script = join(ROOT, 'node_modules', 'serverless', 'bin', 'serverless.js');
    const child = spawn(process.execPath, [script, ...args], {
      cwd: directory,
      env: { ...process.env, PRIVATENUMBER_IGNORE_DEPLOYMENT_FILE: undefined, ...variables },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`serverless ${args.join(' ')} failed:\n${output}`));
    });
  });
