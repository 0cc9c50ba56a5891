import type { AppSettings } from '../../shared/api/binding-rules.ts';
import type { Binding } from '../../shared/bindings/model/binding.ts';
import type { BindingChange } from '../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../shared/bindings/model/binding-store.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import { idFromPath, jsonBody } from '../../shared/http/api-request.ts';
import type { ApiHandler } from '../../shared/http/chains.ts';
import { json } from '../../shared/http/problem.ts';
import { headerOf } from '../../shared/http/request.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { parseWith } from '../../shared/kernel/schema-issues.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { ChangeBody, IfMatch } from './schema.ts';
import { toChange } from './to-change.ts';

type Deps = Readonly<{
  apps: readonly AppSettings[];
  get: (bindingId: string) => Promise<BindingRecord | undefined>;
  change: (bindingId: string, change: BindingChange, version: number | undefined) => Promise<Binding>;
  clock: Clock;
  logger: Logger;
}>;

/** PATCH /bindings/{bindingId}: 200 with the changed binding, whose `version` is one higher. */
export const createHandler =
  ({ apps, get, change, clock, logger }: Deps): ApiHandler =>
  async ({ event }) => {
    const bindingId = idFromPath(event, 'bindingId');
    const body = jsonBody(event, ChangeBody);
    const ifMatch = headerOf(event, 'if-match');
    const version = ifMatch === undefined ? undefined : parseWith(IfMatch, ifMatch, 'If-Match header');
    const record = await get(bindingId);
    const app = apps.find(({ name }) => name === record?.binding.app);
    if (record === undefined || app === undefined)
      throw new AppError('not-found', 'there is no binding with this id');
    const changed = await change(bindingId, toChange(body, record.binding, app), version);
    logger.info('binding-changed', { bindingId, app: changed.app, version: changed.version });
    return json(200, bindingView(changed, clock()));
  };
