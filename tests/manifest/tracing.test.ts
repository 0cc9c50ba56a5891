import { describe, expect, it } from 'vitest';
import { functionsOf, grantsOf, packagedTemplate } from './expect-template.ts';
import { packagedWith } from './packaged-with.ts';

describe('traces of the packaged functions', () => {
  it('are off, because they cost and tell little beside the metrics', async () => {
    const template = await packagedTemplate();

    expect(JSON.stringify(template)).not.toMatch(/TracingConfig|xray:/);
  });

  it('are on when the deployment says so, with the rights for them', async () => {
    const template = await packagedWith({ tracing: 'active' }, 'eu-central-1');

    const functions = [...functionsOf(template)];

    expect(functions.length).toBeGreaterThanOrEqual(20);
    for (const [name, { TracingConfig }] of functions) {
      expect(TracingConfig).toEqual({ Mode: 'Active' });
      expect(grantsOf(template, name).filter(({ action }) => action.startsWith('xray:'))).toEqual([
        { action: 'xray:PutTelemetryRecords', resource: '*' },
        { action: 'xray:PutTraceSegments', resource: '*' },
      ]);
    }
  });

  it.each(['cn-north-1', 'cn-northwest-1'])('are refused in %s, where Lambda sends none', async (region) => {
    await expect(packagedWith({ tracing: 'active' }, region)).rejects.toThrow(
      `tracing=active is not possible in ${region}: Lambda sends no traces in AWS China`,
    );
  });
});
