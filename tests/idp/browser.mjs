// What a browser does between the page that a client opens and the redirect back to it.
import assert from 'node:assert/strict';

const texts = (page, expression) => [...page.matchAll(expression)].map(([, ...found]) => found);
const plain = (html) => html.replaceAll('&amp;', '&');

export class Browser {
  #cookies = new Map();

  /// Goes where it is sent, to a page or to an address that begins with END.
  async visit(url, end, form) {
    let at = String(url);
    let body = form && new URLSearchParams(form);
    for (let step = 0; step < 10 && !at.startsWith(end); ++step) {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const method = body ? 'POST' : 'GET';
      const answer = await fetch(at, { method, body, redirect: 'manual', headers: { cookie } });
      body = undefined;
      for (const line of answer.headers.getSetCookie()) this.#keep(line);
      const page = await answer.text();
      if (answer.status === 200) return { at, page };
      assert.ok([302, 303].includes(answer.status), `${at}: ${answer.status} ${page}`);
      at = new URL(answer.headers.get('location'), at).href;
    }
    return { at: at.startsWith(end) ? at : assert.fail(`sent on and on, last to ${at}`) };
  }

  /// Sends the form of a page with these fields filled in.
  submit({ at, page }, end, fields) {
    const [[action]] = texts(page, /<form[^>]* action="([^"]*)"/g);
    const hidden = texts(page, /<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
    return this.visit(new URL(plain(action), at), end, { ...Object.fromEntries(hidden), ...fields });
  }

  #keep(line) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    if (value === '') this.#cookies.delete(name); else this.#cookies.set(name, value);
  }
}
