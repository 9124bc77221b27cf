package io.logrich.pipeline;

import io.logrich.scrub.Secrets;
import io.logrich.settings.LocationSettings;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.QueueSettings;
import io.logrich.settings.RateSettings;

/**
 * What a pipeline is told. Immutable.
 *
 * @param queue what to do when there is no room
 * @param limits how much of an event is kept
 * @param rate how many events are too many
 * @param location which events say where in the code they were logged
 * @param secrets what is masked
 * @param force whether a call returns only when its event is on the disk
 */
public record PipelineSettings(
        QueueSettings queue,
        PayloadLimits limits,
        RateSettings rate,
        LocationSettings location,
        Secrets secrets,
        boolean force) {}
