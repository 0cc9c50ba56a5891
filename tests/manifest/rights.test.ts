import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { functionsOf, type Grant, grantsOf, packagedTemplate } from './expect-template.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const functionsWith = (wanted: (grant: Grant) => boolean): readonly string[] =>
  [...functionsOf(template).keys()].filter((name) => grantsOf(template, name).some(wanted)).sort();

/** Decisions, beside the proof of tests/rights that each right is used: a use elsewhere would prove a right that nobody wants. */
describe('rights of the packaged functions', () => {
  it("let only operators' functions and the export walk over whole tables", () => {
    expect(functionsWith(({ action }) => action === 'dynamodb:Scan')).toEqual([
      'export-records',
      'manage-keys',
      'manage-privacy',
      'manage-usage',
    ]);
  });

  it('read the secret with the callers of the API belong exactly to the functions of the API', () => {
    const ofApi = [...functionsOf(template)].filter(
      ([, { Environment }]) => 'API_GUARD' in Environment.Variables,
    );

    const granted = functionsWith(({ resource }) => resource === 'AccessSecret');

    expect(granted).toHaveLength(16);
    expect(granted).toEqual(ofApi.map(([name]) => name).sort());
  });

  it('let only the archiver write recordings, only it and the linker read them, only operators delete them', () => {
    const ofRecordings = (pattern: RegExp) =>
      functionsWith(({ action, resource }) => pattern.test(action) && resource.includes('/recordings/'));

    expect(ofRecordings(/^s3:(Put|Abort)/)).toEqual(['recording-archiver']);
    expect(ofRecordings(/^s3:Delete/)).toEqual(['manage-privacy', 'manage-recordings']);
    expect(ofRecordings(/^s3:GetObject$/)).toEqual(['manage-privacy', 'query-calls', 'recording-archiver']);
  });

  it('let a function that only shows bindings change none', () => {
    const isWrite = ({ action }: Grant) => /:(Put|Update|Delete)/.test(action);

    expect(functionsWith((grant) => isWrite(grant) && grant.resource === 'BindingsTable.Arn')).toEqual([
      'bind',
      'binding-sweeper',
      'manage-keys',
      'manage-parties',
      'manage-privacy',
      'manage-reports',
      'modify-binding',
      'publish-events',
      'reconcile',
      'report-numbers',
      'set-temporary-callee',
      'unbind',
    ]);
  });

  it.each(['sms-webhook', 'call-event-webhook', 'number-status-webhook', 'other-webhook'])(
    'are the same for cdr-webhook and %s, because any push is understood on any webhook',
    (name) => {
      const rightsOf = (webhook: string) =>
        JSON.stringify(grantsOf(template, webhook)).replaceAll(webhook, 'webhook');

      expect(rightsOf(name)).toBe(rightsOf('cdr-webhook'));
    },
  );
});
