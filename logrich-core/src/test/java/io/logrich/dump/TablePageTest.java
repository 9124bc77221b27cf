package io.logrich.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real browser. Each test has a tab of its own and hears only what its own page complains about. */
@Tag("it")
class TablePageTest {
    private static final String ROWS = "[...document.querySelectorAll('.row:not([hidden])')]"
            + ".sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))";
    private static final String FRAMES =
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

    @TempDir
    static Path browserDirectory;

    private static Chromium browser;

    @TempDir
    Path directory;

    private BrowserTab tab;

    @BeforeAll
    static void startBrowser() throws Exception {
        assumeThat(Chromium.binary()).as("a Chromium on this machine").isPresent();
        browser = Chromium.start(browserDirectory);
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openTab() throws Exception {
        tab = browser.open();
    }

    @AfterEach
    void closeTab() throws Exception {
        tab.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            names = {"HTML_TABLE", "HTML_TXT"})
    void no_text_of_an_event_is_anything_but_text(DumpFormat format) throws Exception {
        String evil = "</script></pre></title><img src=x onerror=window.hit=1><script>window.hit=1</script>"
                + "\"onmouseover=\"window.hit=1\u0000\u202e\u001b[31m<!--<script>";
        History history = SampleTree.of(SampleEvent.of(evil)
                .level(LogLevel.ERROR)
                .logger(evil)
                .extra(evil, evil)
                .context("service", evil)
                .context("user_name", evil)
                .excInfo(evil)
                .stackInfo(evil));
        Path file = page(history, format);
        if (format == DumpFormat.HTML_TABLE) {
            tab.show(file, 1);
            tab.evaluate("document.querySelector('.row').click()");
            tab.evaluate("document.querySelector('.row').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))");
            assertThat(text("aside .message"))
                    .startsWith("</script></pre></title><img src=x")
                    .contains("\\x00\\u202e\\x1b[31m");
        } else {
            tab.call("Page.navigate", java.util.Map.of("url", file.toUri().toString()));
            tab.await("document.readyState === 'complete' && document.querySelector('pre')");
            assertThat(text("pre"))
                    .contains("</script></pre></title><img src=x")
                    .contains("\\u202e\\x1b[31m");
        }
        tab.evaluate(FRAMES);

        assertThat(tab.evaluate("window.hit === undefined")).isEqualTo(true);
        assertThat(tab.evaluate("document.querySelectorAll('img').length")).isEqualTo(0L);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void the_policy_lets_nothing_else_run_or_load() throws Exception {
        tab.show(page(SampleTree.ofEvents(3), DumpFormat.HTML_TABLE), 3);

        tab.evaluate(
                "{ const s = document.createElement('script'); try { s.textContent = 'window.hit = 1'; } catch { }"
                        + " document.body.append(s); const i = new Image(); i.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';"
                        + " document.body.append(i); try { document.body.setAttribute('onclick', 'window.hit = 1'); } catch { } document.body.click(); }");
        tab.evaluate(FRAMES);

        assertThat(tab.evaluate("window.hit === undefined")).isEqualTo(true);
        assertThat(tab.evaluate("fetch('data:text/plain,x').then(() => 'loaded', () => 'refused')"))
                .isEqualTo("refused");
    }

    @Test
    void words_fields_and_levels_filter() throws Exception {
        tab.show(page(SampleTree.ofEvents(2000), DumpFormat.HTML_TABLE), 2000);

        filter("store -credits");
        assertThat(list(ROWS + ".map(r => r.querySelector('.message').textContent)"))
                .isNotEmpty()
                .allMatch(message -> message.startsWith("could not store") && !message.contains("credits"));
        filter("chunk=17");
        assertThat(count()).isLessThanOrEqualTo(1);
        filter("pid:1239 logger:com.acme.queue");
        assertThat(list(ROWS + ".map(r => r.children[2].textContent)"))
                .isNotEmpty()
                .allMatch("EncodeWorker 1239"::equals);
        filter("no such thing");
        assertThat(count()).isZero();
        assertThat(tab.evaluate("document.getElementById('empty').hidden")).isEqualTo(false);
        tab.evaluate("document.getElementById('clear').click()");
        assertThat(count()).isEqualTo(2000);
        tab.evaluate("document.querySelector('[data-level=INFO]').click()");
        assertThat(list(ROWS + ".map(r => r.children[1].textContent)"))
                .isNotEmpty()
                .doesNotContain("INFO");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void columns_sort_both_ways_and_back() throws Exception {
        tab.show(page(SampleTree.ofEvents(500), DumpFormat.HTML_TABLE), 500);
        String head = "document.querySelectorAll('#head button')[1]";

        tab.evaluate(head + ".click()");
        assertThat(first(1)).isEqualTo("DEBG");
        tab.evaluate(head + ".click()");
        assertThat(tab.evaluate(head + ".parentNode.getAttribute('aria-sort')")).isEqualTo("descending");
        assertThat(first(1)).isNotEqualTo("DEBG");
        tab.evaluate(head + ".click()");
        assertThat(first(0)).isEqualTo("20:50:14.002318");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void the_legend_is_the_tree_and_hides_processes() throws Exception {
        tab.show(page(SampleTree.ofEvents(2000), DumpFormat.HTML_TABLE), 2000);

        assertThat(list("[...document.querySelectorAll('#legend b')].map(b => b.textContent)"))
                .isEqualTo(
                        List.of("logrich", "EncodeBatch", "EncodeWorker", "EncodeWorker", "EncodeWorker", "uploader"));
        tab.evaluate("document.querySelector('#legend [data-pid=\"1302\"]').click()");
        assertThat(list(ROWS + ".map(r => r.children[2].textContent)"))
                .isNotEmpty()
                .doesNotContain("uploader 1302");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void a_stretch_of_the_timeline_is_a_filter() throws Exception {
        tab.show(page(SampleTree.ofEvents(2000), DumpFormat.HTML_TABLE), 2000);

        tab.drag(200, 400, 80);
        long some = count();
        assertThat(some).isBetween(1L, 1999L);
        tab.evaluate("document.getElementById('timeline').focus()");
        tab.press("Escape");
        assertThat(count()).isEqualTo(2000);
        tab.press("ArrowRight");
        assertThat(count()).isBetween(0L, some);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void the_keyboard_is_enough() throws Exception {
        tab.show(page(SampleTree.ofEvents(2000), DumpFormat.HTML_TABLE), 2000);

        tab.evaluate("document.getElementById('query').focus()");
        tab.type("chapter-1");
        tab.press("Enter");
        assertThat(tab.evaluate("document.activeElement.id")).isEqualTo("rows");
        tab.press("End");
        tab.press("ArrowUp");
        tab.press("Enter");
        assertThat(text("aside .message")).contains("chapter-1");
        assertThat(tab.evaluate("document.querySelector('.row.chosen').getAttribute('aria-rowindex')"))
                .isEqualTo(String.valueOf(count()));
        tab.press("Escape");
        assertThat(tab.evaluate("document.getElementById('detail').hidden")).isEqualTo(true);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void is_light_or_dark_as_the_system_wants_and_can_be_turned() throws Exception {
        String back = "getComputedStyle(document.body).backgroundColor";
        tab.prefer("light");
        tab.show(page(SampleTree.ofEvents(100), DumpFormat.HTML_TABLE), 100);

        assertThat(tab.evaluate(back)).isEqualTo("rgb(246, 247, 249)");
        tab.prefer("dark");
        assertThat(tab.evaluate(back)).isEqualTo("rgb(16, 20, 28)");
        tab.evaluate("document.getElementById('theme').click()");
        assertThat(tab.evaluate(back)).isEqualTo("rgb(246, 247, 249)");
        assertThat(tab.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {25_000, 250_000})
    void many_events_open_and_scroll(int events) throws Exception {
        Path file = page(SampleTree.ofEvents(events), DumpFormat.HTML_TABLE);

        long start = System.nanoTime();
        tab.show(file, events);
        long loaded = (System.nanoTime() - start) / 1_000_000;
        tab.await("performance.getEntriesByName('first-contentful-paint').length > 0"); // told once it is on the screen
        Object paint = tab.evaluate("Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime)");
        Object frames = tab.evaluate("""
                new Promise(done => {
                  const rows = document.getElementById('rows'), times = [], step = rows.scrollHeight / 200;
                  let last = performance.now(), n = 0;
                  const turn = now => {
                    times.push(now - last);
                    last = now;
                    rows.scrollTop += n < 100 ? 75 : step;
                    if (++n < 200) requestAnimationFrame(turn);
                    else { times.sort((a, b) => a - b); done(times.slice(0, -1).map(Math.round).filter((t, i) => [100, 180, 198].includes(i)).join(' / ')); }
                  };
                  requestAnimationFrame(turn);
                })""");
        System.out.printf(
                "%,d events, %,d KiB: first paint after %s ms, all there after %d ms; frames while scrolling %s ms"
                        + " (median / 90 %% / longest)%n",
                events, Files.size(file) / 1024, paint, loaded, frames);

        tab.evaluate("document.getElementById('rows').focus()");
        tab.press("End");
        assertThat(tab.evaluate("document.querySelector('.row.chosen').getAttribute('aria-rowindex')"))
                .isEqualTo(String.valueOf(events + 1));
        assertThat((long) tab.evaluate("document.querySelectorAll('.row').length"))
                .isLessThan(100);
        assertThat(tab.complaints()).isEmpty();
    }

    private List<String> list(String expression) throws IOException {
        List<?> values = (List<?>) java.util.Objects.requireNonNull(tab.evaluate(expression));
        return values.stream().map(String::valueOf).toList();
    }

    private Path page(History history, DumpFormat format) throws IOException {
        Path file = directory.resolve("page.html");
        DumpWriter.of(format, DumpLook.DEFAULT).write(history, file);
        return file;
    }

    private void filter(String query) throws IOException {
        tab.evaluate("{ const q = document.getElementById('query'); q.value = '" + query + "';"
                + " q.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'})); }");
    }

    private long count() throws IOException {
        return Long.parseLong(
                        String.valueOf(tab.evaluate("document.getElementById('grid').getAttribute('aria-rowcount')")))
                - 1;
    }

    private Object first(int column) throws IOException {
        return tab.evaluate(ROWS + "[0].children[" + column + "].textContent");
    }

    private String text(String selector) throws IOException {
        return String.valueOf(tab.evaluate("document.querySelector('" + selector + "').textContent"));
    }
}
