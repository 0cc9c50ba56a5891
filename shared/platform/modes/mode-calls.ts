import type { BindingPlatform } from '../../bindings/model/binding-platform.ts';
import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformClient } from '../client/client.ts';
import type { Query } from '../client/query-string.ts';

/** The differences on the wire between the binding operations of the modes. */
export type ModeCallsData = Readonly<{
  mode: 'ax' | 'axb' | 'axe' | 'axyb';
  /** One path for all operations of the mode. */
  path: string;
  /** The codes that mean "there is none", by operation. */
  none: Readonly<{ modify: readonly string[]; query: readonly string[] }>;
}>;

type Body = Readonly<Record<string, unknown>>;

/** The codes of an unbind that say in every mode that there is no such binding. */
const GONE = ['1016001', '1012007'];

/**
 * The codes of an unbind that may mean "not there", "X is not ours" or that arrears froze or took the numbers: the pair may
 * still be connected.
 */
const GONE_OR_FROZEN = ['1011004', '1012001', '1011001', '1012102'];

/** The binding operations of one mode of one app. */
export type ModeCalls = Readonly<{
  /** Never repeated here: a repeat is refused, or takes another X. */
  bind: <Value>(
    body: Body,
    read: (json: unknown) => Value | undefined,
    query?: Query,
  ) => Promise<PlatformResult<Value>>;
  /**
   * Ends what `query` names. A code that may also come from arrears is believed only when `get` shows that the binding is
   * gone; otherwise it stands as a refusal by the account's state. Not-found answers of either kind are counted
   * (`unbindNotFound`): many at once look like arrears.
   */
  unbind: (
    query: Query,
    get: () => ReturnType<BindingPlatform['get']>,
  ) => Promise<PlatformResult<'released' | 'not-found'>>;
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
  async unbind(query, get) {
    const result = await client.call(app, {
      operation: `${mode}.unbind`,
      method: 'DELETE',
      path,
      query,
      idempotent: true,
      success: 'result',
      read: () => 'released' as const,
      none: { codes: GONE, value: 'not-found' as const },
      notFoundCodes: [...GONE, ...GONE_OR_FROZEN],
    });
    if (result.kind !== 'refused' || !GONE_OR_FROZEN.includes(result.code)) return result;
    const there = await get();
    // A query that fails, or answers with such a code itself, proves nothing.
    return there.kind === 'ok' && there.value === undefined
      ? { kind: 'ok', value: 'not-found' }
      : { ...result, problem: 'account-suspended' };
  },
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
