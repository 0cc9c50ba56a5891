import { useEffect } from 'preact/hooks';
import { lengthText, momentText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { Badge, Show, type Tone } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import { useLoader } from '../../kit/state/use-loader.ts';
import { ask, type Call } from '../api.ts';
import { NumberCopy } from '../number-copy.tsx';
import { Opened } from '../opened.tsx';
import { pathOf } from '../paths.ts';
import { showProblem } from '../problem-note.tsx';
import { texts } from '../texts/texts.ts';
import { CallBar } from './call-bar.tsx';
import { isOver, isUnreadable } from './call-state.ts';
import { Legs } from './legs.tsx';
import { CallRecording } from './recording.tsx';
import { StepList } from './step-list.tsx';
import { StopCall } from './stop-call.tsx';
import { callTexts } from './texts.ts';
import { Why } from './why.tsx';

type CallProps = Readonly<{
  callId: string;
  /** Looks up all about a number. */
  searchFor: (x: string) => void;
}>;

/** A call that was opened: how it ended and why, what happened step by step, both legs, the recording. */
export const CallDetail = ({ callId, searchFor }: CallProps) => (
  <Opened id={callId}>
    <OpenedCall key={callId} callId={callId} searchFor={searchFor} />
  </Opened>
);

const OpenedCall = ({ callId, searchFor }: CallProps) => {
  const loader = useLoader<Call>();
  const load = () => loader.load((signal) => ask<Call>('GET', pathOf('calls', callId), { signal }));
  // Its texts are in the language that was asked for.
  useEffect(() => void load(), [callId, language.value]);
  return (
    <Show loaded={loader.state.value} failed={showProblem} again={() => void load()}>
      {(call) => (
        <div class="stack">
          <Head call={call} reload={load} />
          <Why call={call} searchFor={searchFor} />
          {call.recording.status === 'none' ? null : <CallRecording call={call} />}
          <Card title={callTexts.value.steps}>
            <CallBar call={call} />
            <StepList call={call} />
          </Card>
          {call.recording.status === 'none' ? <CallRecording call={call} /> : null}
          <CallFacts call={call} />
          <Legs call={call} />
        </div>
      )}
    </Show>
  );
};

const verdict = (call: Call): readonly [Tone, string] => {
  const t = callTexts.value;
  if (!isOver(call)) return ['plain', t.ongoing];
  if (isUnreadable(call)) return ['warn', t.unreadable];
  if (!call.answered) return ['bad', t.notAnswered];
  const { talkSeconds } = call;
  return [
    'good',
    talkSeconds === null ? t.answeredUnknown : t.answered(lengthText(talkSeconds, language.value)),
  ];
};

const Head = ({ call, reload }: Readonly<{ call: Call; reload: () => Promise<void> }>) => {
  const [tone, word] = verdict(call);
  return (
    <header class="stack">
      <div class="row">
        <Badge tone={tone}>{word}</Badge>
        {isOver(call) ? null : <StopCall callId={call.callId} stopped={reload} />}
      </div>
      <p class="dim">{call.startedAt === null ? null : momentText(call.startedAt, language.value)}</p>
    </header>
  );
};

const CallFacts = ({ call }: Readonly<{ call: Call }>) => {
  const t = callTexts.value;
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [t.caller, <NumberCopy key="caller" number={call.caller} />],
          [t.x, <NumberCopy key="x" number={call.x} />],
          [t.callee, call.callee === null ? undefined : <NumberCopy key="callee" number={call.callee} />],
          [t.app, `${call.app} · ${call.mode}`],
          [t.direction, t.directions[call.direction]],
          [t.billed, call.billedMinutes],
          [t.binding, <BindingOf key="binding" call={call} />],
          [t.callId, <Copy key="id" id value={call.callId} what={texts.value.ids.call} />],
        ]}
      />
    </Card>
  );
};

const BindingOf = ({ call: { bindingId, lastHolder } }: Readonly<{ call: Call }>) => {
  const t = callTexts.value;
  const open = (id: string) => <a href={hrefOf('search', 'binding', id)}>{id}</a>;
  if (bindingId !== null) return open(bindingId);
  return (
    <>
      {t.noBinding}
      {lastHolder === null ? null : (
        <>
          {' '}
          {t.lastHolder}
          {kitTexts.value.colon}
          {open(lastHolder.bindingId)}
        </>
      )}
    </>
  );
};
