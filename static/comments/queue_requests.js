// Requests of the queue: one after the other, in the order in which they were made.

const TIMEOUT = 20_000;

export class Requests {
  #last = Promise.resolve();
  #count = 0;

  /** `words` has "failed" and "signed_out"; the answer of a request that failed says one. The
   *  form is marked data-saving until everything is answered. */
  constructor(form, words, token) {
    Object.assign(this, { form, words, token });
    addEventListener("beforeunload", (event) => {
      if (this.#count) event.preventDefault();
    });
  }

  /** Sends what `make()` returns, {address, fields}, once all earlier requests are answered; it
   *  may return nothing. Resolves to the answer's object with `status`, 0 without an answer. */
  send(make) {
    this.#add(1);
    const answer = this.#last.then(() => this.#post(make()));
    this.#last = answer.finally(() => this.#add(-1));
    return answer;
  }

  get isBusy() {
    return this.#count > 0;
  }

  /** Resolves once everything is answered. */
  settled() {
    return this.#last;
  }

  #add(number) {
    this.#count += number;
    this.form.toggleAttribute("data-saving", this.isBusy);
  }

  async #post(request) {
    if (!request) return { status: 0, done: [], left: [] };
    const body = new URLSearchParams([["csrf_token", this.token], ...request.fields]);
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const headers = { Accept: "application/json" };
      const answer = await fetch(request.address, { method: "POST", body, headers, signal });
      return { ...(await this.#read(answer)), status: answer.status };
    } catch {
      return { status: 0, words: this.words.failed };
    }
  }

  async #read(answer) {
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (isJson && !answer.redirected) return answer.json();
    const isSignedOut = answer.redirected || [400, 401, 403].includes(answer.status);
    return { words: isSignedOut ? this.words.signed_out : this.words.failed };
  }
}
