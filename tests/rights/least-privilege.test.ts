import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTemplate, packageIn, readTemplate, type Template } from '../../tools/local-stack/template.ts';
import { runServerlessAgain } from '../manifest/framework/run-again.ts';
import { notGranted, notNeeded } from './judge.ts';
import { type Grant, grantsIn } from './policies.ts';
import { KEY_OF_TESTS, mustBeUsed, REASONS, reasonOf } from './reasons.ts';
import { usesOfAllFiles } from './recordings.ts';
import { shownUse, type Use } from './use.ts';

let grants: readonly Grant[];
let uses: readonly Use[];
beforeAll(async () => {
  [grants, uses] = await Promise.all([loadTemplate().then(grantsIn), usesOfAllFiles()]);
});

/** The template of the stage whose resources the tests have used, with parameters. */
const templateWith = async (parameters: Readonly<Record<string, string>>): Promise<Template> => {
  const directory = await mkdtemp(join(tmpdir(), 'rights-'));
  try {
    const variables = { TEMPLATE_ONLY: '1', AWS_REGION: 'us-east-1' };
    await packageIn(directory, 'local', { variables, parameters, run: runServerlessAgain });
    return await readTemplate(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const table = (name: string): string =>
  `arn:aws:dynamodb:us-east-1:000000000000:table/privatenumber-local-${name}`;
const RECORDINGS = 'arn:aws:s3:::privatenumber-local-recordings-000000000000-us-east-1';

const aGrant = (functionName: string, action: string, resource: string): Grant => ({
  functionName,
  effect: 'Allow',
  action,
  resource,
  conditions: [],
});

const without = (taken: Grant): readonly Grant[] => grants.filter((grant) => grant !== taken);

describe('the rights of the packaged functions', () => {
  it('are all that the integration tests use', () => {
    expect(notGranted(grants, uses)).toEqual([]);
  });

  it('are no more than they use, but for what has a reason', () => {
    expect(notNeeded(grants, uses)).toEqual([]);
  });
});

describe('the rights of a deployment with a key, a network, traces and kept data of its own', () => {
  let more: readonly Grant[];
  beforeAll(async () => {
    more = grantsIn(
      await templateWith({
        kmsKeyArn: KEY_OF_TESTS,
        vpcSubnetIds: 'subnet-0a1b2c3d',
        vpcSecurityGroupIds: 'sg-0a1b2c3d',
        tracing: 'active',
        existingData: 'true',
      }),
    );
  });

  it('are all that the integration tests use', () => {
    expect(notGranted(more, uses)).toEqual([]);
  });

  it('are no more than they use, but for what has a reason', () => {
    expect(notNeeded(more, uses)).toEqual([]);
  });

  it('need every reason that is given', () => {
    const given = new Set([...grants, ...more].map(reasonOf));

    expect(REASONS.filter((reason) => !given.has(reason))).toEqual([]);
  });
});

describe('a right that is taken away', () => {
  it.each([
    ['binding-sweeper', 'dynamodb:UpdateItem', table('numbers')],
    ['binding-sweeper', 'dynamodb:Query', `${table('bindings')}/index/due-index`],
    ['recording-archiver', 'dynamodb:Query', `${table('calls')}/index/recording-due-index`],
    ['recording-archiver', 's3:AbortMultipartUpload', `${RECORDINGS}/recordings/*`],
    ['query-calls', 's3:GetObject', `${RECORDINGS}/recordings/*`],
  ])('is missed: of %s %s on %s', (functionName, action, resource) => {
    const isTaken = (grant: Grant) =>
      shownUse(grant) === shownUse({ functionName, action, resource }) && grant.effect === 'Allow';
    const left = grants.filter((grant) => !isTaken(grant));

    expect(left).toHaveLength(grants.length - 1);
    expect(notGranted(left, uses).join()).toContain(`${functionName} ${action} `);
  });

  it('is missed, whichever it is, unless it is one that our calls do not use', () => {
    const unnoticed = grants
      .filter(mustBeUsed)
      .filter((grant) => notGranted(without(grant), uses).length === 0);

    expect(unnoticed.map(shownUse)).toEqual([]);
    // Lambda itself uses these: it writes the log, and reads the streams that feed functions.
    const ofLambda = grants.filter(
      ({ action, resource }) => action.startsWith('logs:') || resource.endsWith('/stream/*'),
    );
    expect(grants.filter((grant) => !mustBeUsed(grant)).map(shownUse)).toEqual(ofLambda.map(shownUse));
  });
});

describe('a right that is added', () => {
  it.each([
    ['health', 'dynamodb:GetItem', table('bindings')],
    ['describe-problem', 'secretsmanager:GetSecretValue', '*'],
    ['query-bindings', 'dynamodb:PutItem', table('bindings')],
    ['bind', 'dynamodb:Query', `${table('bindings')}/index/y-index`],
    ['recording-archiver', 's3:DeleteObject', `${RECORDINGS}/recordings/*`],
    ['recording-archiver', 's3:PutObject', `${RECORDINGS}/*`],
    ['manage-recordings', 's3:ListBucket', RECORDINGS],
    ['bind', 'dynamodb:*', table('bindings')],
    ['bind', 'dynamodb:PutItem', '*'],
    ['bind', 'kms:Decrypt', '*'],
    ['bind', 'logs:PutLogEvents', '*'],
    ['bind', 'managed-policy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ['(role Other)', 'dynamodb:GetItem', table('bindings')],
  ])('is found: to %s %s on %s', (functionName, action, resource) => {
    const added = aGrant(functionName, action, resource);

    expect(notNeeded([added], uses)).toEqual([shownUse(added)]);
  });

  it('is found, whichever function gets whichever action on whichever resource', () => {
    const actions = [...new Set(grants.map(({ action }) => action)), 'dynamodb:Scan', 's3:ListBucket'];
    const resources = [...new Set(grants.map(({ resource }) => resource)), RECORDINGS];
    const names = [...new Set(grants.map(({ functionName }) => functionName))];
    const had = new Set(grants.map(shownUse));
    const additions = names.flatMap((name) =>
      actions.flatMap((action) => resources.map((resource) => aGrant(name, action, resource))),
    );

    const fresh = additions.filter((grant) => !had.has(shownUse(grant)));

    expect(fresh.length).toBeGreaterThan(5000);
    expect(notNeeded(fresh, uses)).toEqual(fresh.map(shownUse));
  });
});
