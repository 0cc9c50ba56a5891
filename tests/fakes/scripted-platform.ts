import type { HeldBack } from '../../shared/kernel/platform-outcome.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import {
  createPlatformClient,
  type PlatformApp,
  type PlatformClient,
  type PlatformClientOptions,
} from '../../shared/platform/client/client.ts';
import type { Answered, Outgoing, Transport } from '../../shared/platform/client/transport.ts';
import type { PlatformGate } from '../../shared/platform/gate/gate.ts';

/** The next answer of a scripted platform. */
export type Scripted = Awaited<ReturnType<Transport>>;

/** An app with made-up credentials. */
export const SCRIPTED_APP: PlatformApp = {
  name: 'rides',
  appKey: 'made-up-app-key',
  appSecret: 'example-secret-0001',
  baseUrl: 'https://platform.example.com',
  scheme: 'AKSK',
};

/** An answer with a JSON body. */
export const answered = (httpStatus: number, json?: unknown, location?: string): Answered => ({
  kind: 'answered',
  httpStatus,
  location,
  json,
});

/** A success as the platform words it. */
export const succeeding = (fields: object = {}): Answered =>
  answered(200, { resultcode: '0', resultdesc: 'Success', ...fields });

/** A refusal as the platform words it. */
export const refusing = (httpStatus: number, resultcode: string, resultdesc = 'Any text.'): Answered =>
  answered(httpStatus, { resultcode, resultdesc });

/** The body of a request, read again. */
export const bodyOf = (sent: Outgoing | undefined): unknown => JSON.parse(String(sent?.body ?? 'null'));

/** A client over a platform that gives the scripted answers in order, with everything that was sent, told and logged. */
export const scriptedPlatform = (
  script: readonly Scripted[],
  options: Partial<PlatformClientOptions> & { heldBack?: HeldBack } = {},
) => {
  const sent: (Outgoing & { timeoutMs?: number })[] = [];
  const reports: string[] = [];
  const pausesMs: number[] = [];
  const lines: Record<string, unknown>[] = [];
  const clock = () => new Date('2026-03-01T08:00:00.123Z');
  const gate: Pick<PlatformGate, 'enter'> = {
    enter: async ({ name: app }) =>
      options.heldBack ?? {
        kind: 'open',
        report: async (standing) => {
          reports.push(`${app}: ${standing}`);
        },
      },
  };
  const client: PlatformClient = createPlatformClient({
    transport: async (outgoing) => {
      sent.push(outgoing);
      const next = script[sent.length - 1];
      if (next === undefined) throw new Error('nothing more in the script');
      return next;
    },
    gate,
    clock,
    newNonce: () => `nonce${'abcdefgh'[sent.length]}`,
    random: () => 0.5,
    logger: createLogger({ clock, write: (line) => lines.push(JSON.parse(line)) }),
    sleep: async (waitMs) => {
      pausesMs.push(waitMs);
    },
    ...options,
  });
  return { client, sent, reports, pausesMs, lines };
};
