import { Button, ChoiceField, Copy, TextField } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { ourPendingBinding } from '../api/our-records.ts';
import type { OurBinding } from '../api/our-shapes.ts';
import { ours } from '../api/server.ts';
import type { SimulatedApp } from '../api/types.ts';
import { Command, commandOf } from '../parts/command.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { Moment } from '../parts/moment.tsx';
import { useDoing } from '../state/doing.ts';
import { lastBound } from '../state/last-bound.ts';
import { live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { bindBody, takesB } from './bind-body.ts';
import { bindForm } from './play-state.ts';
import { playTexts } from './texts.ts';

const set = (changes: Partial<typeof bindForm.value>): void => {
  bindForm.value = { ...bindForm.peek(), ...changes };
};

const keep = ({ appKey }: SimulatedApp, binding: OurBinding | undefined): void => {
  const { [appKey]: _before, ...others } = lastBound.peek();
  lastBound.value = binding === undefined ? others : { ...others, [appKey]: binding };
};

/** Where our API cannot tell, the binding is pending there, and is shown beside the error. */
const bind = async (app: SimulatedApp, body: ReturnType<typeof bindBody>): Promise<OurBinding> => {
  try {
    const binding = await ours<OurBinding>('POST', 'bindings', body);
    keep(app, binding);
    return binding;
  } catch (error) {
    keep(app, await ourPendingBinding(app.name, body.a).catch(() => undefined));
    throw error;
  }
};

/** Binds through our API, as a business does. */
export const BindCard = ({ app }: Readonly<{ app: SimulatedApp }>) => {
  const t = playTexts.value.bind;
  const doing = useDoing<OurBinding>();
  const [first] = app.numbers;
  const x = app.numbers.some((number) => number.x === bindForm.value.x) ? bindForm.value.x : (first?.x ?? '');
  const body = bindBody(app, { ...bindForm.value, x });
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(() => bind(app, body));
  };
  const binding = lastBound.value[app.appKey];
  return (
    <Card title={t.title}>
      <form class="stack" onSubmit={submit}>
        <div class="form">
          <TextField
            label={t.a}
            name="a"
            inputMode="tel"
            required
            value={bindForm.value.a}
            onInput={(a) => set({ a })}
          />
          {takesB(app.mode) ? (
            <TextField
              label={t.b}
              name="b"
              inputMode="tel"
              hint={app.mode === 'AXYB' ? t.bHint : undefined}
              value={bindForm.value.b}
              onInput={(b) => set({ b })}
            />
          ) : null}
          {app.mode === 'X' ? (
            <ChoiceField
              label={t.x}
              name="x"
              value={x}
              choices={app.numbers.map((number) => ({ value: number.x, text: number.x }))}
              onChange={(value) => set({ x: value })}
            />
          ) : null}
          <TextField
            label={t.ttl}
            name="ttlSeconds"
            type="number"
            min={60}
            required
            value={bindForm.value.ttlSeconds}
            onInput={(ttlSeconds) => set({ ttlSeconds })}
          />
          <ChoiceField
            label={t.record}
            name="record"
            value={String(bindForm.value.record)}
            choices={[
              { value: 'true', text: t.yes },
              { value: 'false', text: t.no },
            ]}
            onChange={(value) => set({ record: value === 'true' })}
          />
        </div>
        <div class="row">
          <Button kind="main" type="submit" disabled={doing.busy}>
            {t.do}
          </Button>
        </div>
      </form>
      <Command line={commandOf(`${live.value?.about.customerApi}/bindings`, body, { key: true })} withKey />
      <FaultNote error={doing.error} />
      {binding === undefined ? null : <Bound binding={binding} app={app} />}
    </Card>
  );
};

const Bound = ({ binding, app }: Readonly<{ binding: OurBinding; app: SimulatedApp }>) => {
  const t = playTexts.value.bind;
  const doing = useDoing<OurBinding>();
  const { bindingId, status } = binding;
  const path = `bindings/${bindingId}`;
  const keepNext = async (asked: Promise<OurBinding>): Promise<OurBinding> => {
    const next = await asked;
    keep(app, next);
    return next;
  };
  const isLive = status === 'active' || status === 'pending';
  return (
    <div class="form-end" role="status">
      <Note
        tone={status === 'active' ? 'good' : 'plain'}
        title={status === 'active' ? t.bound : texts.value.of(t.status) + status}
      >
        {status === 'pending' ? t.pending : null}
      </Note>
      <BoundFacts binding={binding} />
      <FaultNote error={doing.error} />
      <div class="row">
        <Button
          small
          disabled={doing.busy || !isLive}
          onClick={() => doing.run(() => keepNext(ours('DELETE', path)))}
        >
          {t.end}
        </Button>
        <Button
          small
          kind="quiet"
          disabled={doing.busy}
          onClick={() => doing.run(() => keepNext(ours('GET', path)))}
        >
          {t.again}
        </Button>
      </div>
    </div>
  );
};

/** A binding as our API tells it. */
const BoundFacts = ({ binding }: Readonly<{ binding: OurBinding }>) => {
  const t = playTexts.value.bind;
  const { number, id } = texts.value;
  const { x, y, extension, expiresAt } = binding;
  return (
    <Facts
      facts={[
        [t.status, binding.status],
        [t.x, x ? <Copy key="x" value={x} what={number} /> : undefined],
        [t.y, y ? <Copy key="y" value={y} what={number} /> : undefined],
        [t.extension, extension ? <Copy key="e" value={extension} what={t.extension} /> : undefined],
        [t.ends, expiresAt ? <Moment key="ends" at={expiresAt} /> : undefined],
        [t.bindingId, <Copy key="id" id value={binding.bindingId} what={id} />],
        [
          t.platformId,
          binding.subscriptionId ? <Copy key="s" id value={binding.subscriptionId} what={id} /> : undefined,
        ],
      ]}
    />
  );
};
