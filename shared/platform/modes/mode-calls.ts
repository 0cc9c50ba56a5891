import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformClient } from '../client/client.ts';
import type { Query } from '../client/query-string.ts';

/** The differences on the wire between the binding operations of the modes. */
export type ModeCallsData = Readonly<{
  mode: 'ax' | 'axb' | 'axe' | 'axyb';
  /** One path for all operations of the mode. */
  path: string;
  /** The codes that mean "there is none", by operation. */
  none: Readonly<{ unbind: readonly string[]; modify: readonly string[]; query: readonly string[] }>;
}>;

type Body = Readonly<Record<string, unknown>>;

/** The binding operations of one mode of one app. */
export type ModeCalls = Readonly<{
  /** Never repeated here: a repeat is refused, or takes another X. */
  bind: <Value>(
    body: Body,
    read: (json: unknown) => Value | undefined,
    query?: Query,
  ) => Promise<PlatformResult<Value>>;
  /** Not-found answers are counted, because arrears look the same (`unbindNotFound`). */
  unbind: (query: Query) => Promise<PlatformResult<'released' | 'not-found'>>;
  /** Absolute values, so a repeat leaves what one call leaves; only a life time starts anew. */
  modify: (body: Body) => Promise<PlatformResult<'modified' | 'not-found'>>;
  query: <Value>(
    query: Query,
    read: (json: unknown) => Value | undefined,
    none: Value,
    version?: Readonly<{ operation: 'axe.queryV2'; path: string }>,
  ) => Promise<PlatformResult<Value>>;
}>;

export const createModeCalls = (
  client: PlatformClient,
  app: PlatformApp,
  { mode, path, none: codes }: ModeCallsData,
): ModeCalls => ({
  bind: (body, read, query = {}) =>
    client.call(app, {
      operation: `${mode}.bind`,
      method: 'POST',
      path,
      query,
      body,
      idempotent: false,
      success: 'result',
      read: ({ json }) => read(json),
    }),
  unbind: (query) =>
    client.call(app, {
      operation: `${mode}.unbind`,
      method: 'DELETE',
      path,
      query,
      idempotent: true,
      success: 'result',
      read: () => 'released',
      none: { codes: codes.unbind, value: 'not-found' },
      countNone: 'unbindNotFound',
    }),
  modify: (body) =>
    client.call(app, {
      operation: `${mode}.modify`,
      method: 'PUT',
      path,
      body,
      idempotent: true,
      success: 'result',
      read: () => 'modified',
      none: { codes: codes.modify, value: 'not-found' },
    }),
  query: (query, read, none, version = undefined) =>
    client.call(app, {
      operation: version?.operation ?? `${mode}.query`,
      method: 'GET',
      path: version?.path ?? path,
      query,
      idempotent: true,
      success: 'result',
      read: ({ json }) => read(json),
      none: { codes: codes.query, value: none },
    }),
});
