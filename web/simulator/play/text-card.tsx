import { explain } from '../../../shared/outcomes/advice.ts';
import { Button, TextField } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { Empty, Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { ourMessages } from '../api/our-records.ts';
import type { OurMessage } from '../api/our-shapes.ts';
import { control } from '../api/server.ts';
import type { SentText, SimulatedApp } from '../api/types.ts';
import { Command, commandOf } from '../parts/command.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { PushLines } from '../pushes/push-lines.tsx';
import { useDoing } from '../state/doing.ts';
import { isConnected, live, pushes } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { type TextForm, textForm } from './play-state.ts';
import { playTexts } from './texts.ts';
import { newestBinding, numberOf } from './who.ts';
import { chosenTo, WhoFields } from './who-fields.tsx';

const set = (changes: Partial<TextForm>): void => {
  textForm.value = { ...textForm.peek(), ...changes };
};

/** A text that was sent, and what our API has of it. */
type Sent = SentText & Readonly<{ our: OurMessage | undefined }>;

const send = async (body: Readonly<{ from: string; to: string; content: string }>): Promise<Sent> => {
  const since = live.peek()?.now ?? '';
  const sent = await control<SentText>('POST', 'texts', body);
  if (!isConnected.peek()) return { ...sent, our: undefined };
  const messages = await ourMessages(body.to, since);
  return { ...sent, our: messages.find(({ sender }) => sender === body.from) };
};

/** Sends a text, and shows what came of it. */
export const TextCard = ({ app }: Readonly<{ app: SimulatedApp }>) => {
  const t = playTexts.value.text;
  const doing = useDoing<Sent>();
  if (app.mode === 'AXE' || app.mode === 'AXYB')
    return (
      <Card title={t.title}>
        <Empty>{t.none}</Empty>
      </Card>
    );
  const { who, from, to, content } = textForm.value;
  const body = { from: numberOf(who, from, newestBinding(app)), to: chosenTo(to, who, app), content };
  const submit = (event: Event) => {
    event.preventDefault();
    doing.run(() => send(body));
  };
  return (
    <Card title={t.title}>
      <form class="stack" onSubmit={submit}>
        <div class="form">
          <WhoFields app={app} label={t.from} toLabel={t.to} who={who} typed={from} to={to} change={set} />
          <TextField
            label={t.content}
            name="content"
            required
            hint={app.mode === 'AX' ? t.contentHint : undefined}
            value={content}
            onInput={(value) => set({ content: value })}
          />
        </div>
        <div class="row">
          <Button kind="main" type="submit" disabled={doing.busy}>
            {t.do}
          </Button>
        </div>
      </form>
      <Command line={commandOf(`${location.origin}/control/texts`, body)} />
      <FaultNote error={doing.error} />
      {doing.result === undefined ? null : <SentNote sent={doing.result} />}
    </Card>
  );
};

const SentNote = ({ sent }: Readonly<{ sent: Sent }>) => {
  const t = playTexts.value;
  const { delivered, sendResult, smsIdentifier, our } = sent;
  const meaning = explain({ source: 'sms-result', code: sendResult, class: '' }, language.value).text;
  return (
    <div class="form-end" role="status">
      {delivered === null ? (
        <Note tone="warn" title={t.text.refused(meaning)} />
      ) : (
        <Note tone="good" title={t.text.delivered(delivered.to)}>
          {texts.value.of(t.text.asWritten)}“{delivered.content}”
        </Note>
      )}
      <p class="dim small">{t.pushed}</p>
      <PushLines
        pushes={pushes.value.filter(({ body }) => body.includes(smsIdentifier)).reverse()}
        none={t.nothingPushed}
      />
      {isConnected.value ? (
        <>
          <p class="dim small">{t.says}</p>
          {our === undefined ? (
            <p>{t.saysNothing}</p>
          ) : (
            <Facts
              facts={[
                [t.text.from, our.sender],
                [t.text.to, our.x],
                [t.text.receiver, our.receiver],
                [t.call.outcome, our.result?.text],
              ]}
            />
          )}
        </>
      ) : null}
    </div>
  );
};
