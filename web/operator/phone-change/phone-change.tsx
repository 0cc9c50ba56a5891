import { useEffect } from 'preact/hooks';
import { countText } from '../../kit/format/times.ts';
import { Button, ChoiceField, TextField } from '../../kit/parts/controls.tsx';
import { OpenedHeading } from '../../kit/parts/opened-heading.tsx';
import { Empty, Loading, Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { useLoader } from '../../kit/state/use-loader.ts';
import { faultsOf } from '../faults.ts';
import { useFaultFocus } from '../forms/fault-focus.ts';
import { ProblemNote } from '../problem-note.tsx';
import { access, may } from '../session.ts';
import { ChangedList } from './changed-list.tsx';
import { type Details, MOST_DETAILED, readDetails } from './phone-details.ts';
import {
  type ChangedItem,
  changeBindings,
  type PhoneChange as Own,
  phoneChange,
  showBindings,
  startAnew,
} from './phone-state.ts';
import { phoneTexts } from './texts.ts';

/** Gives a person another number in all live bindings: first the bindings are shown, then they are changed. */
export const PhoneChange = () => {
  const own = phoneChange;
  // A change that is over is not shown again to whoever comes back.
  useEffect(() => () => (own.stage.peek() === 'done' ? startAnew(own) : undefined), []);
  const t = phoneTexts.value;
  const nameOf = (path: string) => (path === 'from' ? t.from : path === 'to' ? t.to : path);
  return (
    <section class="card" aria-label={t.title}>
      <OpenedHeading>{t.title}</OpenedHeading>
      <p class="dim">{t.about}</p>
      {own.items.value === undefined ? <Numbers own={own} /> : <Bindings own={own} />}
      {own.work.error.value === undefined ? null : (
        <ProblemNote error={own.work.error.value} nameOf={nameOf} />
      )}
    </section>
  );
};

const Numbers = ({ own }: Readonly<{ own: Own }>) => {
  const t = phoneTexts.value;
  const faults = faultsOf(own.work.error.value);
  const form = useFaultFocus(own.work.error.value);
  const field = (name: 'from' | 'to', label: string) => (
    <TextField
      key={name}
      label={label}
      name={name}
      inputMode="tel"
      required
      value={own.typed.value[name]}
      fault={faults.get(name)}
      onInput={(value) => {
        own.typed.value = { ...own.typed.peek(), [name]: value };
      }}
    />
  );
  return (
    <form
      ref={form}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        showBindings(own);
      }}
    >
      {field('from', t.from)}
      {field('to', t.to)}
      <ChoiceField
        label={t.app}
        name="app"
        value={own.typed.value.app}
        choices={[
          { value: '', text: t.allApps },
          ...(access.value?.apps ?? []).map(({ name }) => ({ value: name, text: name })),
        ]}
        onChange={(app) => {
          own.typed.value = { ...own.typed.peek(), app };
        }}
      />
      <div class="row">
        <Button kind="main" type="submit" disabled={own.work.isRunning.value}>
          {t.preview}
        </Button>
      </div>
      {own.work.isRunning.value ? <Loading /> : null}
    </form>
  );
};

/** A preview that is not whole is none: people would be changed whom nobody has seen. */
const isWorthARun = (stage: Own['stage']['value'], items: readonly ChangedItem[]): boolean => {
  switch (stage) {
    case 'in-part':
      return false;
    case 'shown':
      return items.some(({ result }) => result === 'changeable');
    case 'broken':
      return true;
    case 'done':
      return items.some(({ result }) => result === 'failed');
  }
};

const NONE: Details = new Map();

/** The bindings of a whole preview, and what they are after the change; none for a key that may not read them. */
const useDetails = (stage: Own['stage']['value'], items: readonly ChangedItem[]): Details => {
  const loader = useLoader<Details>();
  useEffect(() => {
    if (may('read', 'read:masked') && (stage === 'shown' || stage === 'done'))
      void loader.load((signal) =>
        readDetails(
          items.map(({ bindingId }) => bindingId),
          signal,
        ),
      );
  }, [stage]);
  return loader.state.value.value ?? NONE;
};

const Bindings = ({ own }: Readonly<{ own: Own }>) => {
  const t = phoneTexts.value;
  const items = own.items.value ?? [];
  const isRunning = own.work.isRunning.value;
  const count = countText(items.length, language.value);
  const { value: stage } = own.stage;
  const canRun = isWorthARun(stage, items);
  const details = useDetails(stage, items);
  return (
    <div class="stack">
      {items.length === 0 ? <Empty>{t.none}</Empty> : <p role="status">{t.found(count)}</p>}
      {items.length === 0 ? null : <ChangedList items={items} details={details} to={own.typed.value.to} />}
      {items.length > MOST_DETAILED ? <p class="small dim">{t.inDetail(MOST_DETAILED)}</p> : null}
      {stage === 'in-part' && !isRunning ? <Note tone="warn">{t.inPart}</Note> : null}
      {stage === 'broken' && !isRunning ? <Note tone="warn">{t.broken}</Note> : null}
      {stage === 'done' ? (
        <Note tone={canRun ? 'warn' : 'good'} title={t.done}>
          {canRun ? t.again : null}
        </Note>
      ) : null}
      <Steps own={own} canRun={canRun} count={count} />
    </div>
  );
};

type StepsProps = Readonly<{ own: Own; canRun: boolean; count: string }>;

const Steps = ({ own, canRun, count }: StepsProps) => {
  const t = phoneTexts.value;
  const isRunning = own.work.isRunning.value;
  const { value: stage } = own.stage;
  return (
    <div class="row">
      {canRun ? (
        <Button kind="main" disabled={isRunning} onClick={() => changeBindings(own)}>
          {isRunning ? t.running(count) : stage === 'broken' ? t.resume : t.run}
        </Button>
      ) : null}
      {stage === 'in-part' ? (
        <Button kind="main" disabled={isRunning} onClick={() => showBindings(own)}>
          {t.preview}
        </Button>
      ) : null}
      <Button disabled={isRunning} onClick={() => startAnew(own)}>
        {t.back}
      </Button>
    </div>
  );
};
