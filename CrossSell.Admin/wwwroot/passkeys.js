// Makes and shows passkeys: the server says for what, the browser asks the person, and the server checks the answer.
(() => {
  // In the language of the person, as the page gives them to this script's element.
  const words = document.currentScript.dataset;
  const canDo = typeof PublicKeyCredential !== 'undefined' && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function';
  if (canDo) {
    document.documentElement.dataset.passkeys = 'yes';
  }

  const post = (address, token, body) => fetch(address, {
    method: 'POST', headers: { RequestVerificationToken: token, 'Content-Type': 'application/json' }, body,
  });

  const messageOf = async (answer) => {
    try {
      return (await answer.json()).message;
    } catch {
      return words.failed;
    }
  };

  const refused = (error) => error.name === 'SecurityError'
    ? words.insecure
    : error.name === 'InvalidStateError' ? words.known : words.none;

  window.crosssellPasskeys = {
    // Null when it was added, else why not.
    async add(token, name, password) {
      if (!canDo) {
        return words.missing;
      }

      const options = await post('/account/passkeys/options', token, JSON.stringify({ password }));
      if (!options.ok) {
        return messageOf(options);
      }

      try {
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await options.json());
        const credential = await navigator.credentials.create({ publicKey });
        const added = await post(`/account/passkeys?name=${encodeURIComponent(name)}`, token, JSON.stringify(credential));
        return added.ok ? null : messageOf(added);
      } catch (error) {
        return refused(error);
      }
    },
  };

  async function signIn(button) {
    const problem = document.querySelector('[data-passkey-problem]');
    const say = (message) => {
      problem.textContent = message;
      problem.hidden = !message;
    };
    say('');
    const token = document.querySelector('input[name=__RequestVerificationToken]').value;
    const options = await post('/account/passkeys/sign-in-options', token);
    if (!options.ok) {
      return say(await messageOf(options));
    }

    let credential;
    try {
      credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await options.json()) });
    } catch (error) {
      return say(refused(error));
    }

    const returnUrl = encodeURIComponent(button.dataset.passkeySignIn);
    const answer = await post(`/account/passkeys/sign-in?returnUrl=${returnUrl}`, token, JSON.stringify(credential));
    if (answer.ok) {
      location.assign((await answer.json()).address);
    } else {
      say(await messageOf(answer));
    }
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-passkey-sign-in]');
    if (button) {
      signIn(button);
    }
  });
})();
