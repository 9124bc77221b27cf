package io.logrich.slf4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A program that produces records and consumes them, logs both through SLF4J, and prints the number of each record that it
 * has logged to have consumed, once the log call has returned.
 */
final class KafkaTalker {
    static final String TOPIC = "orders";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTalker.class);

    private KafkaTalker() {}

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", arguments[0]);
        int records = Integer.parseInt(arguments[1]);
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        askForNothing(settings);
        produce(settings, records);
        consume(settings, records);
        LOG.info("done");
        System.out.println("done");
        System.in.read(); // until it is killed
    }

    /** The client warns of topics that there are none of. */
    private static void askForNothing(Properties settings) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            LOG.info("partitions of nothing: {}", consumer.partitionsFor("nothing", Duration.ofSeconds(20)));
        }
    }

    private static void produce(Properties settings, int records) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(TOPIC, String.valueOf(i)), (sent, failed) -> {
                    if (failed != null) {
                        LOG.error("not sent", failed);
                    }
                });
            }
            producer.flush();
            LOG.atInfo().addKeyValue("records", records).log("produced");
        }
    }

    private static void consume(Properties settings, int records) {
        Properties own = new Properties();
        own.putAll(settings);
        own.putAll(Map.of("group.id", "talkers", "auto.offset.reset", "earliest"));
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(own, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            int consumed = 0;
            while (consumed < records) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    MDC.put("offset", String.valueOf(record.offset()));
                    LOG.info("consumed {}", record.value());
                    System.out.println(record.value());
                    consumed++;
                }
            }
        }
    }
}
