package io.logrich.pipeline;

import io.logrich.scrub.SecretPattern;
import io.logrich.settings.PayloadLimits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of any value one that may leave the process: frozen, scrubbed, limited, in this order. Thread-safe. */
final class ValueFilter {
    private final Scrubber scrubber;
    private final PayloadLimits limits;
    private final RawBounds bounds;

    ValueFilter(Scrubber scrubber, PayloadLimits limits) {
        this.scrubber = scrubber;
        this.limits = limits;
        this.bounds = RawBounds.of(limits);
    }

    /** The value of a field of an event. */
    @Nullable
    Object extra(String key, @Nullable SecretPattern secret, @Nullable Object value, Notes notes) {
        Object clean = scrubber.value(secret, Freezer.freeze(value, bounds));
        return new Limiter(
                        Notes.Part.EXTRA,
                        limits.extraMaxValueChars(),
                        limits.extraMaxKeys(),
                        limits.extraMaxDepth(),
                        notes)
                .value(key, clean, 1);
    }

    /** The parameter of a message as text: what stands under a secret key in a map is masked while it can be seen. */
    String parameter(@Nullable Object value) {
        Object frozen = Freezer.freeze(value, bounds);
        boolean nested = frozen instanceof Map<?, ?> || frozen instanceof List<?>;
        return bounds.bounded(String.valueOf(nested ? scrubber.value(null, frozen) : frozen));
    }

    /** The extra of a context. */
    Map<String, @Nullable Object> contextExtra(Map<String, @Nullable Object> extra, Notes notes) {
        Object frozen = Freezer.freeze(extra, bounds);
        Map<?, ?> map = frozen instanceof Map<?, ?> frozenMap ? frozenMap : Map.of();
        return new Limiter(
                        Notes.Part.CONTEXT_EXTRA,
                        limits.contextMaxValueChars(),
                        limits.extraMaxKeys(),
                        limits.extraMaxDepth(),
                        notes)
                .map("", scrubber.map(map), 0, limits.contextMaxKeys());
    }

    /** A text of a context. */
    String contextText(String text) {
        return scrubber.text(bounds.bounded(text));
    }
}
