import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../tools/local-stack/api-client.ts';
import {
  type ConfigurationFile,
  writeConfigurationFile,
} from '../../tools/local-stack/configuration-file.ts';
import { bucketName, loadTemplate } from '../../tools/local-stack/create-from-template.ts';
import { type Engine, startDynamo, startS3 } from '../../tools/local-stack/engines.ts';
import { journeySteps } from '../../tools/local-stack/journey.ts';
import { readStackSettings } from '../../tools/local-stack/settings.ts';
import { type Stack, startStack } from '../../tools/local-stack/stack.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { grantsOf } from '../manifest/expect-template.ts';
import { freePorts } from './free-ports.ts';
import { recordingEngine, type Use } from './recording-engine.ts';

const uses: Use[] = [];
let template: Template;
let file: ConfigurationFile;
let engines: Engine[];
let stack: Stack;

beforeAll(async () => {
  template = await loadTemplate();
  const [httpPort = 0, lambdaPort = 0, simulatorPort = 0] = await freePorts(3);
  const [dynamo, s3] = await Promise.all([startDynamo(), startS3()]);
  engines = await Promise.all([recordingEngine(dynamo, uses), recordingEngine(s3, uses)]);
  const settings = {
    ...readStackSettings({}, [], []),
    ...{ httpPort, lambdaPort, simulatorPort },
    dynamodbEndpoint: engines[0]?.endpoint,
    s3Endpoint: engines[1]?.endpoint,
  };
  file = await writeConfigurationFile({ ...settings, appsFile: undefined, simulated: true });
  // Workers, so that a function has the variables of its function.yml and no other.
  stack = await startStack(settings, file, { workers: true });
}, 60_000);
afterAll(async () => {
  await stack?.stop();
  await Promise.all((engines ?? []).map((engine) => engine.stop()));
  for (const uri of file ? [file.uri, file.accessUri] : []) await rm(fileURLToPath(uri), { force: true });
});

/** A grant's resource as the engines see it. */
const resolved = (resource: string): string =>
  resource
    .replace(/^\$?\{?(\w+Table)\.Arn\}?/, (_all, id: string) =>
      String(template.Resources[id]?.Properties['TableName']),
    )
    .replace(/^\$\{RecordingsBucket\.Arn\}/, bucketName(template));

const isGranted = ({ functionName, action, resource }: Use): boolean =>
  grantsOf(template, functionName).some((grant) => {
    const allowed = resolved(grant.resource);
    const matches = allowed.endsWith('*') ? resource.startsWith(allowed.slice(0, -1)) : resource === allowed;
    return grant.action === action && matches;
  });

describe('the functions, each in a worker with its own variables', () => {
  it('go the whole journey and every look-up with no right that their role does not grant', async () => {
    const api = createApiClient(stack.api, 'local-api-key');
    const [app] = stack.configuration.apps;
    if (stack.simulator === undefined || app === undefined)
      throw new Error('the stack has no simulator or no app');

    for (const step of journeySteps({ api, simulator: stack.simulator, app })) await step.run();
    const lists = [
      ...['/bindings?a=%2B8613800000001', '/bindings?b=%2B8613900000002', '/bindings?x=%2B8617000000001'],
      ...['/bindings?reference=none', '/calls?x=%2B8617000000001', '/calls?party=%2B8613800000001'],
      ...['/messages?x=%2B8617000000001', '/numbers'],
    ];
    const statuses = await Promise.all(lists.map(async (path) => (await api.get(path)).status));
    const ended = await api.delete('/bindings?reference=none');
    const swept = await api.invoke('binding-sweeper', {});
    const reconciled = await api.invoke('reconcile', { app: app.name, repair: true });
    const atNight = await api.invoke('reconcile', {});

    expect(statuses).toEqual(lists.map(() => 200));
    expect(ended).toMatchObject({ status: 200, body: { items: [] } });
    expect(swept).toMatchObject({ failed: 0 });
    expect(reconciled).toMatchObject({ app: app.name, findings: [], unread: [] });
    expect(atNight).toMatchObject({ failed: [], left: [] });
    expect(new Set(uses.map(({ functionName }) => functionName)).size).toBeGreaterThanOrEqual(9);
    expect(uses.filter((use) => !isGranted(use))).toEqual([]);
  });
});
