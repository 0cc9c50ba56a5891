import { Button, ChoiceField, Field } from '../../kit/parts/controls.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { control } from '../api/server.ts';
import type { PushEntry } from '../api/types.ts';
import { Command, commandOf } from '../parts/command.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { useDoing } from '../state/doing.ts';
import { live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { PushLines } from './push-lines.tsx';
import { type RawForm, rawForm } from './raw-form.ts';
import { pushTexts } from './texts.ts';

const read = (typed: string): unknown => {
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
};

const set = (changes: Partial<RawForm>): void => {
  rawForm.value = { ...rawForm.peek(), ...changes };
};

/** A push with any body, to see what our webhooks make of it; folded away until it is wanted. */
export const RawPush = () => (
  <details
    class="card by-hand"
    open={rawForm.value.isOpen}
    onToggle={({ currentTarget }) => set({ isOpen: currentTarget.open })}
  >
    <summary>{pushTexts.value.raw}</summary>
    <RawPushForm />
  </details>
);

const RawPushForm = () => {
  const t = pushTexts.value;
  const apps = live.value?.apps ?? [];
  const doing = useDoing<PushEntry | Record<string, never>>();
  const { kind, body } = rawForm.value;
  const appKey = rawForm.value.appKey || (apps[0]?.appKey ?? '');
  const sent = { appKey, kind, body: read(body) };
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(() => control('POST', 'pushes', sent));
  };
  return (
    <div class="stack">
      <p class="dim small">{t.rawAbout}</p>
      <form class="form" onSubmit={submit}>
        <ChoiceField
          label={texts.value.app}
          name="app"
          value={appKey}
          choices={apps.map((app) => ({ value: app.appKey, text: `${app.name} · ${app.mode}` }))}
          onChange={(value) => set({ appKey: value })}
        />
        <ChoiceField
          label={texts.value.kind}
          name="rawKind"
          value={kind}
          choices={Object.entries(texts.value.kinds).map(([value, text]) => ({ value, text }))}
          onChange={(value) => set({ kind: value })}
        />
        <Field label={t.rawBody} whole>
          {(ids) => (
            <textarea
              {...ids}
              class="input mono"
              name="body"
              rows={5}
              spellcheck={false}
              autocomplete="off"
              value={body}
              onInput={({ currentTarget }) => set({ body: currentTarget.value })}
            />
          )}
        </Field>
        <div class="row whole">
          <Button kind="main" type="submit" disabled={doing.busy}>
            {t.rawDo}
          </Button>
        </div>
      </form>
      <Command line={commandOf(`${location.origin}/control/pushes`, sent)} />
      <FaultNote error={doing.error} />
      <Pushed result={doing.result} />
    </div>
  );
};

/** An app without an address for the kind gets nothing, and the control API says so with an empty answer. */
const Pushed = ({ result }: Readonly<{ result: PushEntry | Record<string, never> | undefined }>) => {
  if (result === undefined) return null;
  return isPush(result) ? (
    <PushLines pushes={[result]} none="" />
  ) : (
    <Note tone="warn">{pushTexts.value.rawNoAddress}</Note>
  );
};

const isPush = (result: PushEntry | Record<string, never>): result is PushEntry => 'id' in result;
