package io.logrich.cli;

import java.util.List;

/** One thing that the doctor looks at. It may fail: that is a finding, too. */
@FunctionalInterface
interface Examination {
    /** What was found. */
    List<Finding> look() throws Exception;
}
