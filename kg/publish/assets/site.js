// Language and theme of a page: as last chosen, else Chinese and as the system has it.
(function () {
  "use strict";
  const root = document.documentElement;
  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be forbidden; the switches still work for this page
    }
  }
  function keep(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // see above
    }
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = stored("kg-theme") === "dark" || (stored("kg-theme") == null && dark) ? "dark" : "light";
  function speak(language) {
    root.dataset.lang = language;
    root.lang = language === "en" ? "en" : "zh-Hans";
  }
  speak(stored("kg-lang") === "en" ? "en" : "zh");

  addEventListener("DOMContentLoaded", () => {
    const language = document.getElementById("language");
    const theme = document.getElementById("theme");
    if (!language || !theme) return;
    function show() {
      const english = root.dataset.lang === "en";
      language.textContent = english ? "中" : "EN";
      language.setAttribute("aria-label", english ? "中：切换为中文" : "EN: Switch to English");
      theme.textContent = root.dataset.theme === "dark" ? "☀" : "☾";
    }
    language.addEventListener("click", () => {
      speak(root.dataset.lang === "en" ? "zh" : "en");
      keep("kg-lang", root.dataset.lang);
      show();
      dispatchEvent(new Event("languagechanged"));
    });
    theme.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      keep("kg-theme", root.dataset.theme);
      show();
    });
    show();
  });
})();
