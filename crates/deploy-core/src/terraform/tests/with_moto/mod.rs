mod s3_states;
