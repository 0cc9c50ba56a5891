import { describe, expect, it } from 'vitest';
import { judgeAudit } from '../../../tools/audit/judge-audit.ts';

const judged = (answer: unknown, told = '') =>
  judgeAudit({ printed: typeof answer === 'string' ? answer : JSON.stringify(answer), told });

/** As npm 11 writes it, shortened. */
const reportOf = (severity: string) => ({
  auditReportVersion: 2,
  vulnerabilities: {
    valibot: {
      name: 'valibot',
      severity,
      isDirect: true,
      via: [{ source: 1, title: 'Slow pattern', severity }, 'other-package'],
      range: '<1.5.1',
      fixAvailable: true,
    },
  },
  metadata: { vulnerabilities: { high: 1, total: 1 } },
});

describe('the audit of production dependencies', () => {
  it.each(['high', 'critical'])('fails for a vulnerability that is %s, and names it', (severity) => {
    expect(judged(reportOf(severity))).toEqual({
      kind: 'vulnerable',
      lines: [`${severity}: valibot <1.5.1: Slow pattern`],
    });
  });

  it.each(['low', 'moderate'])('tells of one that is %s', (severity) => {
    expect(judged(reportOf(severity))).toEqual({
      kind: 'clean',
      lines: [`${severity}: valibot <1.5.1: Slow pattern`],
    });
  });

  it('passes when nothing is known', () => {
    expect(judged({ auditReportVersion: 2, vulnerabilities: {} })).toEqual({ kind: 'clean', lines: [] });
  });

  it.each([404, 405, 501])('says that the registry offers none when it answers %i', (statusCode) => {
    const refused = { message: '405 Method Not Allowed', method: 'POST', statusCode, body: '' };

    expect(judged(refused)).toEqual({
      kind: 'skipped',
      lines: [`skipped: the registry offers no audit (it answers ${statusCode})`],
    });
  });

  it('says that the registry could not do it', () => {
    expect(judged({ statusCode: 503 }).lines).toEqual([
      'skipped: the registry could not audit (it answers 503)',
    ]);
  });

  it.each([
    [
      { message: 'request to https://registry.npmjs.org/-/npm/v1/security/advisories/bulk failed' },
      'npm error code ENOTFOUND',
    ],
    ['', 'npm error code EAI_AGAIN'],
    [{ error: { code: 'ECONNREFUSED', summary: 'connect ECONNREFUSED 127.0.0.1:9' } }, ''],
  ])('does not fail offline: %j %s', (answer, told) => {
    expect(judged(answer, told)).toEqual({
      kind: 'skipped',
      lines: ['skipped: the registry could not be reached'],
    });
  });

  it('fails for what it does not understand', () => {
    expect(judged({ error: { code: 'ENOLOCK' } }).kind).toBe('failed');
    expect(judged('', 'npm: command not found').kind).toBe('failed');
  });
});
