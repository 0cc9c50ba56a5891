/** A body as it was sent, with its JSON in lines; text that is not JSON as it is. */
export const JsonView = ({ text, label }: Readonly<{ text: string; label: string }>) =>
  text === '' ? null : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what moves sideways must be reached by keyboard
    <section class="json" aria-label={label} tabIndex={0}>
      <pre>
        <code>{formatted(text)}</code>
      </pre>
    </section>
  );

const formatted = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
