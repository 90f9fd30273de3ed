// Answers "client_id session_state" with "unchanged", "changed" or "error" (OpenID Connect Session Management 3.2). In
// ECMAScript 5, and with SHA-256 (FIPS 180-4) written out: that of browsers answers later, and over https alone.
(function () {
  "use strict";
  var cookie = (location.protocol === "https:" ? "__Host-bs" : "bs") + "=";
  var initial = [];
  var constants = [];

  for (var number = 2; constants.length < 64; number++) {
    if (!isPrime(number)) continue;
    if (initial.length < 8) initial.push(fraction(Math.sqrt(number)));
    constants.push(fraction(Math.pow(number, 1 / 3)));
  }

  window.addEventListener("message", function (event) {
    if (!event.source || event.source === window || event.origin === "null") return;
    event.source.postMessage(answer(event.data, event.origin), event.origin);
  });

  // A browser that keeps cookies from frames of other sites has no answer: to say "changed" would have applications ask for ever.
  function answer(message, origin) {
    var parts = typeof message === "string" ? message.split(" ") : [];
    var salt = parts.length === 2 ? parts[1].split(".")[1] : "";
    var state = browserState();
    if (!parts[0] || !salt || !state) return "error";
    return sha256([parts[0], origin, state, salt].join(" ")) + "." + salt === parts[1] ? "unchanged" : "changed";
  }

  function browserState() {
    var pairs = document.cookie.split("; ");
    for (var i = 0; i < pairs.length; i++) {
      if (pairs[i].indexOf(cookie) === 0) return pairs[i].slice(cookie.length);
    }
    return "";
  }

  // Of a text in ASCII, as base64url.
  function sha256(text) {
    var words = [];
    var last = (((text.length + 8) >> 6) + 1) * 16 - 1;
    for (var i = 0; i <= last; i++) words[i] = 0;
    for (i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << shift(i);
    words[text.length >> 2] |= 0x80 << shift(text.length);
    words[last] = text.length * 8;
    var hash = initial.slice();
    for (i = 0; i < words.length; i += 16) compress(hash, words.slice(i, i + 16));
    var bytes = "";
    for (i = 0; i < 32; i++) bytes += String.fromCharCode((hash[i >> 2] >>> shift(i)) & 0xff);
    return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }

  function compress(hash, words) {
    var state = hash.slice();
    for (var i = 0; i < 64; i++) {
      if (i > 15) words[i] = (words[i - 16] + small(words[i - 15], 7, 18, 3) + words[i - 7] + small(words[i - 2], 17, 19, 10)) | 0;
      var a = state[0];
      var e = state[4];
      var first = state[7] + large(e, 6, 11, 25) + ((e & state[5]) ^ (~e & state[6])) + constants[i] + words[i];
      var second = large(a, 2, 13, 22) + ((a & state[1]) ^ (a & state[2]) ^ (state[1] & state[2]));
      state.pop();
      state.unshift((first + second) | 0);
      state[4] = (state[4] + first) | 0;
    }
    for (i = 0; i < 8; i++) hash[i] = (hash[i] + state[i]) | 0;
  }

  function small(word, one, other, by) {
    return turn(word, one) ^ turn(word, other) ^ (word >>> by);
  }

  function large(word, one, other, third) {
    return turn(word, one) ^ turn(word, other) ^ turn(word, third);
  }

  function turn(word, by) {
    return (word >>> by) | (word << (32 - by));
  }

  // By how much the byte is shifted in its word.
  function shift(at) {
    return 24 - (at % 4) * 8;
  }

  // The first 32 bits after the point.
  function fraction(root) {
    return ((root - Math.floor(root)) * 0x100000000) | 0;
  }

  function isPrime(number) {
    for (var by = 2; by * by <= number; by++) if (number % by === 0) return false;
    return true;
  }
})();
