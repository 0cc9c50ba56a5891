import type { CheckReport } from '../../../functions/manage-platform/handler.ts';
import { type CheckLine, ok, unknown, wrong } from './check-line.ts';

/** The answer of our API to somebody outside; `failed`: there was none. */
export type Outside =
  | Readonly<{ kind: 'answered'; status: number; isOurs: boolean }>
  | Readonly<{ kind: 'failed'; why: string }>;

/** Asks our API from where the operator is, without any key. Never throws. */
export type AskOutside = (method: 'GET' | 'POST', path: string) => Promise<Outside>;

const TIMEOUT_MS = 10_000;

export const askOutside =
  (apiUrl: string): AskOutside =>
  async (method, path) => {
    try {
      const response = await fetch(`${apiUrl.replace(/\/+$/, '')}${path}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
      });
      const text = await response.text();
      const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
      return {
        kind: 'answered',
        status: response.status,
        isOurs: isProblem || text.includes('"status":"ok"'),
      };
    } catch (error) {
      return { kind: 'failed', why: causeOf(error) };
    }
  };

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause ? String(cause.code) : cause.message;
};

/** A 403 that is not ours came from the gateway, before our code. */
const GATEWAY_403 =
  'AWS China answers so for accounts without an ICP recordal (docs/egress.md); elsewhere the gateway is closed, by domainName say';

/** The checks of the API and the webhooks, from outside and with a signed push. `fix`: of an address that is not that of our API. */
export const apiChecks = async (
  ask: AskOutside,
  report: CheckReport | undefined,
  fix: string,
): Promise<readonly CheckLine[]> => {
  const [health, keyless, unsigned] = await Promise.all([
    ask('GET', '/health'),
    ask('GET', '/numbers'),
    // With a secret in the address this would be reported as a mistyped webhook.
    report?.hasWebhookSecrets === false && !report.hasWebhookSources
      ? ask('POST', '/webhooks/cdr')
      : undefined,
  ]);
  return [
    answerLine('API', health, 200, 'answers', fix),
    keylessLine(health, keyless),
    ...(unsigned === undefined
      ? []
      : [answerLine('webhook, unsigned push', unsigned, 401, 'refused, as it must be', fix)]),
    ...(report?.apps.map((app) => pushLine(app, report, fix)) ?? []),
  ];
};

/** With `apiGuard: iam` the gateway refuses with 403; it lets `/health` through. */
const keylessLine = (health: Outside, keyless: Outside): CheckLine => {
  const name = 'API without a key';
  const isOpen = health.kind === 'answered' && health.status === 200;
  if (isOpen && keyless.kind === 'answered' && keyless.status === 403)
    return ok(name, 'refused by the gateway (403)');
  return answerLine(name, keyless, 401, 'refused, as it must be', 'the guard of the API (apiGuard)');
};

const answerLine = (name: string, answer: Outside, wanted: number, text: string, fix: string): CheckLine => {
  if (answer.kind === 'failed') return wrong(name, `is not reached (${answer.why})`, fix);
  const { status, isOurs } = answer;
  if (status === wanted) return ok(name, `${text} (${status})`);
  if (status === 403 && !isOurs) return wrong(name, 'forbidden by the gateway (403)', GATEWAY_403);
  const isDocument = status === 503;
  return wrong(
    name,
    `answers ${status}, not ${wanted}`,
    isDocument
      ? 'a document is missing or faulty: npm run ops -- config check --file <file>, then config set --stage <stage>'
      : fix,
  );
};

const pushLine = (
  { app, push }: CheckReport['apps'][number],
  { hasWebhookSources }: CheckReport,
  fix: string,
): CheckLine => {
  const name = `webhook, signed push of ${app}`;
  if (push === undefined)
    return unknown(
      name,
      hasWebhookSources
        ? 'not sent: webhookSources lets listed addresses in alone'
        : 'not sent: the address of the API is not known',
    );
  if (push.outcome === 'unanswered')
    return wrong(name, `no answer (${push.why})`, `${fix}; the way out of the functions`);
  if (push.httpStatus === 200) return ok(name, 'taken (200)');
  if (push.httpStatus === 403) return wrong(name, 'forbidden by the gateway (403)', GATEWAY_403);
  return wrong(
    name,
    `answered ${push.httpStatus}`,
    'the log line push-refused or request-failed of cdr-webhook says why',
  );
};
