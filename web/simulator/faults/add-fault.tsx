import { Button, ChoiceField, TextField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { control } from '../api/server.ts';
import { Command, commandOf } from '../parts/command.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { useDoing } from '../state/doing.ts';
import { live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { effectOf } from './effects.ts';
import { type FaultForm, faultBody, faultForm } from './fault-form.ts';
import { kindName, kindsOn, PARAMETERS } from './fault-kinds.ts';
import { faultTexts } from './texts.ts';

const set = (changes: Partial<FaultForm>): void => {
  faultForm.value = { ...faultForm.peek(), ...changes };
};

/** Lays a fault in wait, and says what there will be to see. */
export const AddFault = () => {
  const t = faultTexts.value;
  const doing = useDoing<unknown>();
  const body = faultBody(faultForm.value);
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(() => control('POST', 'faults', body));
  };
  return (
    <Card title={t.add}>
      <form class="stack" onSubmit={submit}>
        <div class="form">
          <PlaceFields />
          <OwnFields />
          <CommonFields />
        </div>
        <Note title={t.see}>{effectOf(faultForm.value)}</Note>
        <div class="row">
          <Button kind="main" type="submit" disabled={doing.busy}>
            {t.do}
          </Button>
        </div>
      </form>
      <Command line={commandOf(`${location.origin}/control/faults`, body)} />
      <FaultNote error={doing.error} />
      {doing.result === undefined ? null : <Note tone="good">{t.added}</Note>}
    </Card>
  );
};

const PlaceFields = () => {
  const t = faultTexts.value;
  const { on, kind, pushKind } = faultForm.value;
  const secureStorage = live.value?.about.secureStorage ?? false;
  const choose = (next: string) => {
    const kinds = kindsOn(next, secureStorage);
    set({ on: next, kind: kinds.find((each) => each === kind) ?? kinds[0] ?? 'slow' });
  };
  return (
    <>
      <ChoiceField
        label={t.on}
        name="on"
        value={on}
        choices={Object.entries(t.targets).map(([value, text]) => ({ value, text }))}
        onChange={choose}
      />
      <ChoiceField
        label={t.kind}
        name="kind"
        value={kind}
        choices={kindsOn(on, secureStorage).map((value) => ({ value, text: kindName(value) }))}
        onChange={(value) => set({ kind: kindsOn(on, secureStorage).find((each) => each === value) ?? kind })}
      />
      {on === 'push' ? (
        <ChoiceField
          label={t.pushKind}
          name="pushKind"
          value={pushKind}
          choices={[
            { value: '', text: t.everyKind },
            ...Object.entries(texts.value.kinds).map(([value, text]) => ({ value, text })),
          ]}
          onChange={(value) => set({ pushKind: value })}
        />
      ) : null}
    </>
  );
};

/** The values that the simulator takes when nothing is given. */
const USUAL = { delayMs: '1000', delaySeconds: '10', httpStatus: '403', code: '1012102' } as const;

const OwnFields = () => {
  const t = faultTexts.value;
  const form = faultForm.value;
  return (
    <>
      {(PARAMETERS[form.kind] ?? []).map((name) => (
        <TextField
          key={name}
          label={t[name]}
          name={name}
          inputMode="numeric"
          placeholder={form.kind === 'delayed' ? '60' : form.kind === 'error-page' ? '502' : USUAL[name]}
          value={form[name]}
          onInput={(value) => set({ [name]: value })}
        />
      ))}
    </>
  );
};

const CommonFields = () => {
  const t = faultTexts.value;
  const { times, probability, appKey } = faultForm.value;
  return (
    <>
      <TextField
        label={t.times}
        name="times"
        inputMode="numeric"
        hint={t.timesHint}
        value={times}
        onInput={(value) => set({ times: value })}
      />
      <TextField
        label={t.probability}
        name="probability"
        hint={t.probabilityHint}
        value={probability}
        onInput={(value) => set({ probability: value })}
      />
      <ChoiceField
        label={t.app}
        name="appKey"
        value={appKey}
        choices={[
          { value: '', text: t.everyApp },
          ...(live.value?.apps ?? []).map((app) => ({
            value: app.appKey,
            text: `${app.name} · ${app.mode}`,
          })),
        ]}
        onChange={(value) => set({ appKey: value })}
      />
    </>
  );
};
