import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageIn, readTemplate, type Template } from '../../tools/local-stack/template.ts';
import { functionsOf, grantsOf, packagedTemplate, resourcesOf } from './expect-template.ts';
import { runServerlessAgain } from './framework/run-again.ts';

let directory: string;
let template: Template;
let usual: Template;
beforeAll(async () => {
  usual = await packagedTemplate();
  directory = await mkdtemp(join(tmpdir(), 'existing-data-'));
  await packageIn(directory, 'prod', {
    variables: { TEMPLATE_ONLY: '1' },
    parameters: { existingData: 'true' },
    run: runServerlessAgain,
  });
  template = await readTemplate(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const DATA = ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret'];

const idsOf = ({ Resources }: Template, types: readonly string[]) =>
  Object.entries(Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id]) => id);

describe('a deployment with existingData', () => {
  it('makes no table, no bucket of recordings and no secret', () => {
    expect(idsOf(template, DATA)).toEqual([]);
    expect([...resourcesOf(template, 'AWS::S3::Bucket').keys()]).toEqual(['ServerlessDeploymentBucket']);
  });

  it('refers to none of them', () => {
    const text = JSON.stringify(template);

    const ids = [...idsOf(usual, DATA), 'RecordingsBucket'];
    const referredTo = ids.filter((id) => new RegExp(`"${id}"|\\$\\{${id}[.}]`).test(text));

    expect(ids.length).toBeGreaterThanOrEqual(7);
    expect(referredTo).toEqual([]);
  });

  it('gives functions the names that an earlier deployment has used', () => {
    const { Environment } = functionsOf(template).get('recording-archiver') ?? {};

    expect(Environment?.Variables).toMatchObject({
      CALLS_TABLE: 'privatenumber-prod-calls',
      CONFIG_URI: 'secretsmanager:privatenumber-prod-configuration',
      RECORDINGS_BUCKET: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
        'Fn::Sub': 'privatenumber-prod-recordings-${AWS::AccountId}-${AWS::Region}',
      },
    });
  });

  it('gives roles the same rights, by name', () => {
    const rights = grantsOf(template, 'recording-archiver').map(
      ({ action, resource }) => `${action} ${resource}`,
    );

    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
    const here = '${AWS::Region}:${AWS::AccountId}';
    expect(rights).toContain(
      `secretsmanager:GetSecretValue arn:\${AWS::Partition}:secretsmanager:${here}:secret:privatenumber-prod-configuration-??????`,
    );
    expect(rights).toContain(
      `dynamodb:Query arn:\${AWS::Partition}:dynamodb:${here}:table/privatenumber-prod-calls/index/recording-due-index`,
    );
    expect(rights).toContain(
      's3:PutObject arn:${AWS::Partition}:s3:::privatenumber-prod-recordings-${AWS::AccountId}-${AWS::Region}/recordings/*',
    );
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
    expect(rights).toHaveLength(grantsOf(usual, 'recording-archiver').length);
  });

  it('depends on what it would have depended on, in the same order', () => {
    const dependencies = ({ Resources }: Template) =>
      Object.entries(Resources)
        .filter(([id]) => id in template.Resources)
        .map(([id, { DependsOn }]) => [id, [DependsOn ?? []].flat()]);

    expect(dependencies(template)).toEqual(dependencies(usual));
  });

  it('comes with the template by which the stack can own them again', async () => {
    const file = join(directory, '.serverless', 'import-template.json');

    const { Resources, ...others }: Template = JSON.parse(await readFile(file, 'utf8'));

    const { Resources: deployed, ...deployedOthers } = template;
    const added = Object.keys(Resources).filter((id) => !(id in deployed));
    expect(others).toEqual(deployedOthers);
    expect(Resources).toMatchObject(deployed);
    expect(added.sort()).toEqual([...idsOf(usual, DATA), 'RecordingsBucket'].sort());
    for (const id of added) expect(Resources[id]).toEqual(usual.Resources[id]);
  });
});
