package com.acme;

import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/** Größe und Café. */
public class Job {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfigConstants.AWS_REGION, "eu-west-1");
        settings.setProperty(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "TRIM_HORIZON");
        // Bestellungen für das Café
        DataStream<String> orders =
                env.addSource(new FlinkKinesisConsumer<>("orders", new SimpleStringSchema(), settings)).name("orders");
        orders.print();
        env.execute();
    }
}
