const KEPT_MS = 60_000;

/** Hands a file to the person, as a download of this page; nothing of it is in an address. */
export const keepFile = (content: Blob, name: string): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read it only after this.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
};
