import type { Clock, Sleep } from '../../shared/kernel/clock.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createPushVerifier, type SigningApp } from '../../shared/platform/pushes/push-signature.ts';
import { createPushReader } from '../../shared/platform/pushes/read-push.ts';
import type { Decide } from '../../shared/pushes/decisions/decide.ts';
import { createIntake } from '../../shared/pushes/intake/intake.ts';
import type { PushRoute } from '../../shared/pushes/intake/push-journal.ts';
import { createReportRefusal } from '../../shared/pushes/intake/report-refusal.ts';
import { createWebhook } from '../../shared/runtime/compose/pushes/webhook.ts';
import {
  createMemoryCallWriter,
  createMemoryMessageStore,
  createMemoryNumberIntake,
  createMemoryPushJournal,
  createMemoryQuarantine,
} from '../fakes/memory-intake-stores.ts';
import { contextFor } from '../harness/gateway.ts';
import { SAMPLE_APP, signedHeaders } from './pushes.ts';

type Options = {
  apps?: readonly SigningApp[];
  now?: string;
  clock?: Clock;
  keepText?: boolean;
  route?: PushRoute;
  /** The decisions; without it they are refused. */
  answer?: Decide;
  sleep?: Sleep;
};

/** The answer of a webhook. */
export type PushAnswer = { status: number; body: string; contentType: string | undefined };

let nonces = 0;

/** A webhook over stores in memory, with a look into them. `availability` makes their writes fail. */
export const aWebhook = ({
  apps = [SAMPLE_APP],
  now = '2026-03-01T02:31:25.000Z',
  clock = () => new Date(now),
  keepText = true,
  route = 'cdr',
  answer,
  sleep,
}: Options = {}) => {
  const availability = { isAway: (_what: string) => false };
  const logs: string[] = [];
  const stores = {
    calls: createMemoryCallWriter(availability),
    messages: createMemoryMessageStore(availability),
    numbers: createMemoryNumberIntake(availability),
    journal: createMemoryPushJournal(availability),
    quarantine: createMemoryQuarantine(availability),
  };
  const logger = createLogger({ clock, level: 'debug', write: (line) => logs.push(line) });
  const verify = createPushVerifier(apps);
  const read = createPushReader({ keepText });
  const reportRefusal = createReportRefusal({ logger, clock });
  const handler = createWebhook({
    intake: createIntake({
      ...stores,
      reportRefusal,
      verify,
      read,
      attributeToBinding: async (item) => item,
      callIdOf: () => 'call-id',
      lateRecords: { list: async () => undefined },
      markPush: async () => undefined,
      persistContact: async () => undefined,
      persistUnknownContact: async () => undefined,
      ...(answer === undefined ? {} : { answer }),
      ...(sleep === undefined ? {} : { sleep }),
      clock,
      logger,
    }),
    reportRefusal,
    logger,
    clock,
  });

  const send = async (event: Record<string, unknown>): Promise<PushAnswer> => {
    const { rawPath = `/webhooks/${route}`, method = 'POST', ...rest } = event;
    const whole = { ...rest, rawPath, requestContext: { http: { method } } };
    const result = await handler(whole as never, contextFor('cdr-webhook'));
    const { statusCode = 0, body = '', headers = {} } = result;
    const contentType = headers['content-type'];
    return {
      status: statusCode,
      body,
      contentType: contentType === undefined ? undefined : String(contentType),
    };
  };

  /** Delivers a body; under a fresh nonce unless `headers` are given. */
  const deliver = (body: string | Uint8Array, headers?: Record<string, string>): Promise<PushAnswer> => {
    nonces += 1;
    return send({
      headers: headers ?? signedHeaders({ nonce: `nonce${nonces}` }),
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
    });
  };

  /** How many things of each kind are kept. */
  const kept = () => ({
    cdrs: stores.calls.cdrs.size,
    events: stores.calls.events.size,
    messages: stores.messages.messages.size,
    pushes: stores.journal.pushes.size,
    quarantined: stores.quarantine.items.size,
  });

  return { deliver, send, kept, stores, availability, logs };
};

export const NOTHING_KEPT = { cdrs: 0, events: 0, messages: 0, pushes: 0, quarantined: 0 };
