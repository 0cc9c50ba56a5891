import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../functions/manage-platform/handler.ts';
import { apiChecks, type Outside } from '../../../tools/commands/doctor/api-checks.ts';
import { platformChecks } from '../../../tools/commands/doctor/platform-checks.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');

const REPORT: CheckReport = {
  action: 'check',
  hasProxy: true,
  hasWebhookSecrets: false,
  hasWebhookSources: false,
  egress: { kind: 'not-asked' },
  hosts: [
    {
      host: 'https://rtcpns.cn-north-1.myhuaweicloud.com',
      reached: { kind: 'reached', certificateEndsAt: '2026-09-01T00:00:00.000Z' },
    },
  ],
  apps: [
    {
      app: 'rides',
      mode: 'AXB',
      platform: { outcome: 'accepted', skewSeconds: -2 },
      push: { outcome: 'answered', httpStatus: 200 },
    },
  ],
};

const told = (lines: readonly { name: string; state: string; text: string; fix?: string }[]) =>
  lines.map(
    ({ name, state, text, fix }) => `${state} ${name}: ${text}${fix === undefined ? '' : ` -> ${fix}`}`,
  );

describe('the way to the platform', () => {
  it('through a proxy is told as such', () => {
    expect(told(platformChecks(REPORT, NOW))).toEqual([
      'unknown egress address: unknown (through the proxy): only a service outside can tell it, --echo-url <address>',
      'ok platform rtcpns.cn-north-1.myhuaweicloud.com: reached through the proxy',
      'ok platform rtcpns.cn-north-1.myhuaweicloud.com, TLS: the certificate is valid until 2026-09-01T00:00:00.000Z',
      "ok clock: the platform's is -2 s from ours",
      'ok signature of rides (AXB): accepted',
      'unknown reports of A: not checked: no app warns or enforces, and the document has no access',
    ]);
  });

  it.each([
    [
      'proxy',
      'ERR_PROXY_TUNNEL',
      'the proxy makes no tunnel (ERR_PROXY_TUNNEL) -> httpsProxy, its password, and what the proxy lets through',
    ],
    [
      'certificate',
      'CERT_HAS_EXPIRED',
      'its certificate is refused (CERT_HAS_EXPIRED) -> baseUrl of the app or of reporting; somebody between who breaks TLS',
    ],
  ] as const)('that ends at the %s has its fix', (step, code, text) => {
    const hosts = [{ host: 'https://p.example.com', reached: { kind: 'failed', step, code } as const }];

    expect(told(platformChecks({ ...REPORT, hosts }, NOW))).toContain(
      `wrong platform p.example.com: ${text}`,
    );
  });

  it.each([
    [
      'gate',
      'unknown signature of rides (AXB): not checked: the gate cannot be read; the lines "reading …" say why',
    ],
    [
      'throttle',
      'wrong signature of rides (AXB): not sent: the platform asked for fewer calls, 9 s more -> docs/runbook/alarms/platform-throttled.md; npm run ops -- gate --stage <stage>',
    ],
    [
      'lock-out',
      'wrong signature of rides (AXB): not sent: the gate is shut for 9 s more -> docs/runbook/alarms/platform-locked-out.md; npm run ops -- gate --stage <stage>',
    ],
  ] as const)('that nothing was sent on is told by its cause: %s', (by, line) => {
    const platform = { outcome: 'held-back', by, retryAfterSeconds: 9 } as const;
    const lines = told(platformChecks({ ...REPORT, apps: [{ app: 'rides', mode: 'AXB', platform }] }, NOW));

    expect(lines).toContain(line);
    expect(lines).toContain('unknown clock: not checked: the platform was not asked');
  });

  it.each([
    [
      { outcome: 'held-back', by: 'gate', retryAfterSeconds: 1 },
      'unknown reports of A: not checked: the gate cannot be read; the lines "reading …" say why',
    ],
    [
      { outcome: 'unclear', httpStatus: 500, code: 'PPT.0001' },
      'unknown reports of A: the answer (500/PPT.0001) does not tell',
    ],
    [{ outcome: 'left' }, 'unknown reports of A: not checked: no time was left; run it again'],
  ] as const)('to reports of A whose outcome is not known: %j', (reporting, line) => {
    expect(told(platformChecks({ ...REPORT, reporting }, NOW))).toContain(line);
  });

  it('whose platform gives no answer tells nothing of the clock', () => {
    const platform = { outcome: 'unanswered' } as const;

    expect(
      told(platformChecks({ ...REPORT, apps: [{ app: 'rides', mode: 'AXB', platform }] }, NOW)),
    ).toContain('unknown clock: not checked: the platform has not answered');
  });

  it('tells of a certificate that ends soon', () => {
    const reached = { kind: 'reached', certificateEndsAt: '2026-03-08T08:00:00.000Z' } as const;

    expect(
      told(platformChecks({ ...REPORT, hosts: [{ host: 'https://p.example.com', reached }] }, NOW)),
    ).toContain(
      "wrong platform p.example.com, TLS: the certificate ends in 7 days -> tell the vendor's support",
    );
  });
});

describe('our API from outside', () => {
  const answer = (status: number, isOurs = true): Outside => ({ kind: 'answered', status, isOurs });
  const check = (health: Outside, keyless: Outside, unsigned: Outside, report = REPORT) =>
    apiChecks(
      async (_method, path) => {
        if (path === '/health') return health;
        return path === '/numbers' ? keyless : unsigned;
      },
      report,
      'the address',
    ).then(told);

  it('names the recordal for a 403 before our code', async () => {
    const push = { outcome: 'answered', httpStatus: 403 } as const;
    const apps = REPORT.apps.map((app) => ({ ...app, push }));
    const closed = answer(403, false);

    const lines = await check(closed, closed, closed, { ...REPORT, apps });

    expect(lines).toHaveLength(4);
    for (const line of lines)
      expect(line).toMatch(/^wrong .*\(403\) -> AWS China answers so .* ICP recordal/);
  });

  it('takes a 403 of the gateway for a guard where the API serves (apiGuard: iam)', async () => {
    expect(await check(answer(200), answer(403, false), answer(401))).toContain(
      'ok API without a key: refused by the gateway (403)',
    );
  });

  it('sees an API that is open to all, and a document that is missing', async () => {
    const lines = await check(answer(200), answer(200), answer(503));

    expect(lines).toContain(
      'wrong API without a key: answers 200, not 401 -> the guard of the API (apiGuard)',
    );
    expect(lines).toContain(
      'wrong webhook, unsigned push: answers 503, not 401 -> a document is missing or faulty: npm run ops -- config check --file <file>, then config set --stage <stage>',
    );
  });

  it('sends no unsigned push where it would be reported as a mistyped address', async () => {
    const lines = await check(answer(200), answer(401), answer(404), { ...REPORT, hasWebhookSecrets: true });

    expect(lines.join()).not.toContain('unsigned');
  });
});
