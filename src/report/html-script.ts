/**
 * What the page can do with JavaScript: filter, and open everything for printing. It reads the page only and writes
 * text and `hidden` only. Each finding's words are collected once, at the first use of a filter: 5,000 findings
 * answer a key in well under a frame after that.
 */
export const script = `
'use strict';
(function () {
  var form = document.getElementById('filter');
  var status = document.getElementById('status');
  if (!form) return;
  var findings = Array.prototype.slice.call(document.querySelectorAll('.finding'));
  var index = null;
  function words(node, selector) {
    var found = node.querySelectorAll(selector);
    var out = [];
    for (var i = 0; i < found.length; i++) out.push(found[i].textContent);
    return out.join('\\n').toLowerCase();
  }
  function build() {
    index = findings.map(function (node) {
      return {
        node: node,
        severity: node.dataset.severity,
        confidence: node.dataset.confidence,
        state: node.dataset.state,
        vendor: node.dataset.vendor,
        path: words(node, '.p'),
        author: words(node, '.who'),
        text: node.textContent.toLowerCase()
      };
    });
  }
  function apply() {
    if (!index) build();
    var exact = ['severity', 'confidence', 'state', 'vendor'].map(function (name) { return [name, form.elements[name].value]; });
    var parts = ['path', 'author', 'text'].map(function (name) { return [name, form.elements[name].value.trim().toLowerCase()]; });
    var shown = 0;
    for (var i = 0; i < index.length; i++) {
      var entry = index[i];
      var visible = exact.every(function (test) { return test[1] === '' || entry[test[0]] === test[1].slice(1); }) &&
        parts.every(function (test) { return entry[test[0]].indexOf(test[1]) >= 0; });
      if (entry.node.hidden === visible) entry.node.hidden = !visible;
      if (visible) shown++;
    }
    status.textContent = shown + ' of ' + index.length + ' findings shown';
  }
  var timer = 0;
  form.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(apply, 80);
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    apply();
  });
  form.addEventListener('reset', function () {
    setTimeout(apply, 0);
  });
  form.elements.toggle.addEventListener('click', function () {
    var open = form.elements.toggle.getAttribute('aria-pressed') !== 'true';
    form.elements.toggle.setAttribute('aria-pressed', String(open));
    form.elements.toggle.textContent = open ? 'Close all' : 'Open all';
    findings.forEach(function (node) { node.firstElementChild.open = open; });
  });
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && target.classList.contains('finding')) {
      target.hidden = false;
      target.firstElementChild.open = true;
    }
  }
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', function () {
    findings.forEach(function (node) { node.firstElementChild.open = true; });
  });
  form.hidden = false;
  reveal();
})();
`
