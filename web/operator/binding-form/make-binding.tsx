import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Button, ChoiceField } from '../../kit/parts/controls.tsx';
import { CheckField } from '../../kit/parts/fields.tsx';
import { OpenedHeading } from '../../kit/parts/opened-heading.tsx';
import { goTo } from '../../kit/state/route.ts';
import { createWork } from '../../kit/state/work.ts';
import { askStatus } from '../api.ts';
import { faultsOf } from '../faults.ts';
import { useFaultFocus } from '../forms/fault-focus.ts';
import { ProblemNote } from '../problem-note.tsx';
import { access } from '../session.ts';
import { fieldWord } from '../texts/binding-words.ts';
import { type FormField, fieldsToMake } from './form-fields.ts';
import { FormInputs } from './form-inputs.tsx';
import { bodyToMake, type FormValues } from './form-values.ts';
import { type BoundAnswer, lastMade } from './last-made.ts';
import { formTexts } from './texts.ts';

/** Makes a binding: the fields are those that the mode of the app has. */
export const MakeBinding = ({ made }: Readonly<{ made: () => void }>) => {
  const t = formTexts.value;
  const apps = access.value?.apps ?? [];
  const chosen = useSignal(apps[0]?.name ?? '');
  const values = useSignal<FormValues>({});
  const isFurther = useSignal(false);
  /** A repeat of the same request, after a lost answer, say, has the same key. */
  const key = useSignal(crypto.randomUUID());
  const work = useMemo(createWork, []);
  const form = useFaultFocus(work.error.value);
  const app = apps.find(({ name }) => name === chosen.value);
  if (app === undefined) return null;
  const fields = fieldsToMake(app.mode);
  const submit = (event: Event) => {
    event.preventDefault();
    const body = { app: app.name, mode: app.mode, ...bodyToMake(fields, values.value) };
    const headers = isFurther.value ? { 'idempotency-key': key.value } : {};
    void work.run(async () => {
      const { status, answer } = await askStatus<BoundAnswer>('POST', 'bindings', { body, headers });
      lastMade.value = { status, answer };
      made();
      goTo('bindings', answer.bindingId);
    });
  };
  return (
    <form ref={form} class="card" onSubmit={submit}>
      <OpenedHeading>{t.make}</OpenedHeading>
      <ChoiceField
        label={t.app}
        name="app"
        value={chosen.value}
        choices={apps.map(({ name, mode }) => ({ value: name, text: `${name} · ${mode}` }))}
        onChange={(value) => {
          chosen.value = value;
          work.clear();
        }}
      />
      <FormInputs
        fields={fields}
        values={values.value}
        faults={faultsOf(work.error.value)}
        hints={hintsOf(fields, app.allocation)}
        empty={t.default}
        change={(next) => {
          values.value = next;
          key.value = crypto.randomUUID();
        }}
      />
      <CheckField
        name="further"
        checked={isFurther.value}
        onChange={(checked) => {
          isFurther.value = checked;
        }}
      >
        {t.again}
      </CheckField>
      <p class="small dim">{t.againHint}</p>
      {work.error.value === undefined ? null : <ProblemNote error={work.error.value} nameOf={fieldWord} />}
      <div class="row">
        <Button kind="main" type="submit" disabled={work.isRunning.value}>
          {work.isRunning.value ? t.binding : t.bind}
        </Button>
      </div>
      <p class="small dim">{t.atPhone}</p>
    </form>
  );
};

const hintsOf = (fields: readonly FormField[], allocation: 'pool' | 'platform'): FormValues => {
  const { hints } = formTexts.value;
  const isNeeded = (name: string) => fields.some((field) => field.name === name && field.isNeeded);
  return {
    a: hints.a,
    reference: hints.reference,
    userData: hints.userData,
    areaCode: allocation === 'platform' ? hints.areaNeeded : hints.areaCode,
    ...(isNeeded('x') ? {} : { x: hints.x }),
    ...(isNeeded('b') ? {} : { b: hints.bNobody }),
  };
};
