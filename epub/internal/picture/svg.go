package picture

func (o Options) svg(data []byte) (*Picture, error) { return nil, ErrUnsupported }
