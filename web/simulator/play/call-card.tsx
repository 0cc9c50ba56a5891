import { Button, ChoiceField, TextField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { control } from '../api/server.ts';
import type { PlacedCall, SimulatedApp } from '../api/types.ts';
import { Command, commandOf } from '../parts/command.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { useDoing } from '../state/doing.ts';
import { ExtensionField } from './extension-field.tsx';
import { PlacedCallResult } from './placed-call.tsx';
import { type CallForm, callForm } from './play-state.ts';
import { playTexts } from './texts.ts';
import { newestBinding, numberOf } from './who.ts';
import { chosenTo, WhoFields } from './who-fields.tsx';

const set = (changes: Partial<CallForm>): void => {
  callForm.value = { ...callForm.peek(), ...changes };
};

/** The extension that is dialled: as typed, or else that of the binding; A dials none. */
const extensionOf = (app: SimulatedApp): string =>
  callForm.value.extension ?? (callForm.value.who === 'a' ? '' : (newestBinding(app)?.extension ?? ''));

const callBody = (app: SimulatedApp) => {
  const { who, from, to, outcome, talkSeconds, hangUpBy, pace } = callForm.value;
  const extension = extensionOf(app);
  return {
    from: numberOf(who, from, newestBinding(app)),
    to: chosenTo(to, who, app),
    ...(app.mode === 'AXE' && extension !== '' ? { extension } : {}),
    outcome,
    ...(outcome === 'answered' ? { talkSeconds: Number(talkSeconds), hangUpBy } : {}),
    pace,
  };
};

/** Places a call, and shows what came of it. */
export const CallCard = ({ app }: Readonly<{ app: SimulatedApp }>) => {
  const t = playTexts.value.call;
  const doing = useDoing<PlacedCall>();
  const body = callBody(app);
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(() => control<PlacedCall>('POST', 'calls', body));
  };
  return (
    <Card title={t.title}>
      <form class="stack" onSubmit={submit}>
        <CallFields app={app} />
        <div class="row">
          <Button kind="main" type="submit" disabled={doing.busy}>
            {t.do}
          </Button>
        </div>
      </form>
      <Command line={commandOf(`${location.origin}/control/calls`, body)} />
      <FaultNote error={doing.error} />
      {doing.result === undefined ? null : <PlacedCallResult sessionId={doing.result.sessionId} />}
    </Card>
  );
};

const CallFields = ({ app }: Readonly<{ app: SimulatedApp }>) => {
  const t = playTexts.value.call;
  const form = callForm.value;
  return (
    <div class="form">
      <WhoFields
        app={app}
        label={t.from}
        toLabel={t.to}
        who={form.who}
        typed={form.from}
        to={form.to}
        change={set}
      />
      {app.mode === 'AXE' ? (
        <ExtensionField
          app={app}
          from={numberOf(form.who, form.from, newestBinding(app))}
          x={chosenTo(form.to, form.who, app)}
          extension={extensionOf(app)}
          change={(extension) => set({ extension })}
        />
      ) : null}
      <ChoiceField
        label={t.outcome}
        name="outcome"
        value={form.outcome}
        choices={Object.entries(playTexts.value.outcomes).map(([value, text]) => ({ value, text }))}
        onChange={(outcome) => set({ outcome })}
      />
      {form.outcome === 'answered' ? <TalkFields /> : null}
      <ChoiceField
        label={t.pace}
        name="pace"
        value={form.pace}
        hint={form.pace === 'clock' ? t.paceHint : t.instantHint}
        choices={Object.entries(t.paces).map(([value, text]) => ({ value, text }))}
        onChange={(pace) => set({ pace })}
      />
    </div>
  );
};

const TalkFields = () => {
  const t = playTexts.value.call;
  return (
    <>
      <TextField
        label={t.talk}
        name="talkSeconds"
        type="number"
        min={0}
        required
        value={callForm.value.talkSeconds}
        onInput={(talkSeconds) => set({ talkSeconds })}
      />
      <ChoiceField
        label={t.hangUp}
        hint={t.hangUpHint}
        name="hangUpBy"
        value={callForm.value.hangUpBy}
        choices={[
          { value: 'caller', text: t.caller },
          { value: 'callee', text: t.callee },
        ]}
        onChange={(hangUpBy) => set({ hangUpBy })}
      />
    </>
  );
};
